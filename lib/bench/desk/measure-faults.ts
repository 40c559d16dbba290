import { setTimeout as sleep } from 'node:timers/promises';
import type { Agent } from 'node:http';
import { isTransient } from '../../browser/fetch-json';
import {
  createOutbox,
  type Outbox,
  type OutboxEntry,
  type OutboxStore,
} from '../../browser/outbox';
import { decideResult, submitResult, type DecisionInput } from '../../curation/contract';
import { claimResult, type ClaimResult } from '../../desk/contract';
import { channelOf, mergeMessages, type DeskMessage } from '../../desk/desk-messages';
import { sendMessage, type DeskSender } from '../../desk/desk-outbox';
import { db } from '../../platform/db';
import { createApi, openAgent, type Api } from './call-api';
import { openNetwork, type Network } from './cut-network';
import { round, type Part } from './figures';
import type { Installation, SignedIn } from './installation';
import { decisionsOf } from './work-like-a-person';

export interface FaultWish {
  readonly decisions: number;
  readonly people: number;
  readonly webKills: number;
  readonly networkCuts: number;
  readonly databaseRestarts: number;
}

type Fault = 'web' | 'network' | 'database';

/** What the people of the run did, as their browsers know it. */
interface Ledger {
  readonly made: Map<string, DecisionInput & { readonly productId: number }>;
  /** Ids that the server said are stored. */
  readonly acknowledged: Set<string>;
  readonly commits: Map<string, number>;
  readonly acknowledgedCommits: Set<string>;
  readonly refusals: unknown[];
  /** Requests that had to be sent again. */
  retries: number;
}

const networkOutageMs = 400;
/** The browser waits up to half a minute; here nobody looks on. */
const longestWaitMs = 1_000;

/**
 * People decide through the outbox of the desk while the web server is killed, the network cut and
 * the database restarted, each at an even share of the work. Afterwards what they were told is held
 * against what is stored.
 */
export async function measureFaults(
  installation: Installation,
  people: readonly SignedIn[],
  wish: FaultWish,
): Promise<Part> {
  const network = await openNetwork(Number(new URL(installation.url).port));
  const agent = openAgent();
  const ledger: Ledger = {
    made: new Map(),
    acknowledged: new Set(),
    commits: new Map(),
    acknowledgedCommits: new Set(),
    refusals: [],
    retries: 0,
  };
  const startedAt = performance.now();
  const isEnough = () => ledger.made.size >= wish.decisions;
  const [faults] = await Promise.all([
    disturb(installation, network, wish, ledger, isEnough),
    ...people
      .slice(0, wish.people)
      .map((person) => reviewThroughOutbox(network.url, person, agent, ledger, isEnough)),
  ]);
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  await network.close();
  const found = await compareWithStore(ledger);
  return {
    figures: [
      { name: `decisions lost of ${ledger.made.size}`, value: found.lost, unit: '', limit: 0 },
      { name: 'decisions doubled', value: found.doubled, unit: '', limit: 0 },
      { name: 'decisions stored with other values', value: found.changed, unit: '', limit: 0 },
      { name: 'submissions lost or doubled', value: found.commits, unit: '', limit: 0 },
      { name: 'messages refused', value: ledger.refusals.length, unit: '', limit: 0 },
      { name: 'requests that had to be sent again', value: ledger.retries, unit: '', limit: null },
    ],
    notes: [
      `${wish.people} people, ${ledger.made.size} decisions and ${ledger.commits.size} submissions in ${round(seconds)} s; ` +
        `web killed ${faults.web} times, network cut ${faults.network} times, database restarted ${faults.database} times.`,
      ...(ledger.refusals.length > 0
        ? ['', `First refusal: \`${JSON.stringify(ledger.refusals[0]).slice(0, 400)}\``]
        : []),
    ],
  };
}

/** Faults in an order that mixes the kinds, each when its share of the decisions is acknowledged. */
async function disturb(
  installation: Installation,
  network: Network,
  { decisions, webKills, networkCuts, databaseRestarts }: FaultWish,
  ledger: Ledger,
  isEnough: () => boolean,
): Promise<Record<Fault, number>> {
  const plan = [
    ...spread('web', webKills),
    ...spread('network', networkCuts),
    ...spread('database', databaseRestarts),
  ].sort((a, b) => a.at - b.at);
  const done: Record<Fault, number> = { web: 0, network: 0, database: 0 };
  for (const { fault, at } of plan) {
    while (ledger.acknowledged.size < at * decisions && !isEnough()) await sleep(5);
    switch (fault) {
      case 'web':
        await installation.killWeb();
        await installation.startWeb();
        break;
      case 'network':
        network.cut();
        await sleep(networkOutageMs);
        network.mend();
        break;
      case 'database':
        await installation.restartDatabase();
        break;
    }
    done[fault] += 1;
  }
  return done;
}

/** Between the first and the last tenth of the work. */
function spread(fault: Fault, count: number): { readonly fault: Fault; readonly at: number }[] {
  return Array.from({ length: count }, (_, place) => ({
    fault,
    at: 0.02 + (0.9 * (place + 0.5)) / count,
  }));
}

async function reviewThroughOutbox(
  url: string,
  person: SignedIn,
  agent: Agent,
  ledger: Ledger,
  isEnough: () => boolean,
): Promise<void> {
  const api = createApi(url, person, agent);
  const outbox = openOutbox(api, person, ledger);
  while (!isEnough()) {
    const { products } = await claimStubbornly(api, ledger);
    for (const product of products) {
      const subject = { productId: product.productId, title: product.title };
      const channel = channelOf(product.productId);
      const leaseToken = product.lease?.token ?? '';
      for (const decisions of decisionsOf(product)) {
        for (const decision of decisions) {
          ledger.made.set(decision.id, { ...decision, productId: product.productId });
        }
        const message: DeskMessage = {
          kind: 'decide',
          ...subject,
          leaseToken,
          decisions: [...decisions],
        };
        await outbox.add(crypto.randomUUID(), channel, message);
      }
      const commitId = crypto.randomUUID();
      ledger.commits.set(commitId, product.productId);
      await outbox.add(commitId, channel, { kind: 'submit', ...subject, leaseToken, commitId });
      await drained(outbox);
      for (const { refusal } of outbox.view().refused) ledger.refusals.push(refusal);
      await outbox.rewrite(channel, () => null);
    }
  }
}

function openOutbox(api: Api, { id }: SignedIn, ledger: Ledger): Outbox<DeskMessage> {
  const sender: DeskSender = {
    async sendDecisions(productId, body) {
      const { body: answer } = await api.call(
        'POST',
        `/api/review/products/${productId}/decisions`,
        body,
      );
      const result = decideResult.parse(answer);
      for (const stored of result.stored) ledger.acknowledged.add(stored);
      return result;
    },
    async sendSubmit(productId, body) {
      const path = `/api/review/products/${productId}/submit`;
      const result = submitResult.parse((await api.call('POST', path, body)).body);
      ledger.acknowledgedCommits.add(result.commitId);
      return result;
    },
    sendSkip: () => Promise.reject(new Error('nobody skips here')),
  };
  return createOutbox<DeskMessage>({
    owner: id,
    store: keepInMemory(),
    send: async (message) => {
      const outcome = await sendMessage(sender, message, () => undefined);
      if (outcome.kind === 'again') ledger.retries += 1;
      return outcome;
    },
    merge: mergeMessages,
    exclusive: (work) => work(),
    wait: (milliseconds) => sleep(Math.min(milliseconds, longestWaitMs)),
    random: Math.random,
  });
}

/** What IndexedDB is in the browser: it outlives every fault of this run. */
function keepInMemory(): OutboxStore<DeskMessage> {
  let entries: OutboxEntry<DeskMessage>[] = [];
  let seq = 0;
  return {
    list: async () => [...entries],
    add: async (entry) => {
      entries.push({ ...entry, seq: (seq += 1) });
    },
    replace: async (changed) => {
      const byId = new Map(changed.map((entry) => [entry.id, entry]));
      entries = entries.map((entry) => byId.get(entry.id) ?? entry);
    },
    remove: async (ids) => {
      entries = entries.filter((entry) => !ids.includes(entry.id));
    },
  };
}

function drained(outbox: Outbox<DeskMessage>): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (outbox.view().pending > 0) return;
      stop();
      resolve();
    };
    const stop = outbox.subscribe(look);
    look();
  });
}

/** The desk asks again until it has work; a claim whose answer got lost leaves a lease to run out. */
async function claimStubbornly(api: Api, ledger: Ledger): Promise<ClaimResult> {
  for (;;) {
    try {
      return claimResult.parse((await api.call('POST', '/api/review/claim', { count: 2 })).body);
    } catch (error) {
      if (!isTransient(error)) throw error;
      ledger.retries += 1;
      await sleep(100);
    }
  }
}

interface Found {
  readonly lost: number;
  readonly doubled: number;
  readonly changed: number;
  readonly commits: number;
}

/** Every decision made stands once, as the head of its chain, with its values; every commit once. */
async function compareWithStore(ledger: Ledger): Promise<Found> {
  const made = [...ledger.made.values()];
  const ids = made.map(({ id }) => id);
  const proposalIds = made.map(({ proposalId }) => proposalId);
  const stored = await db().$queryRaw<{ id: string; proposal_id: number; values: unknown }[]>`
    SELECT d.id::text, d.proposal_id, d.values FROM decisions d
    JOIN proposals p ON p.id = d.proposal_id AND p.decision_id = d.id WHERE d.id = ANY(${ids}::uuid[])`;
  const links = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM decisions
    WHERE proposal_id = ANY(${proposalIds}::int[]) AND sweep_id IS NULL`;
  const commits = await db().$queryRaw<{ id: string }[]>`
    SELECT id::text FROM commits WHERE product_id = ANY(${[...ledger.commits.values()]}::int[])`;
  const found = new Map(stored.map((record) => [record.id, record]));
  const lost = made.filter(({ id }) => !found.has(id) || !ledger.acknowledged.has(id)).length;
  const changed = made.filter(({ id, proposalId, values }) => {
    const record = found.get(id);
    return (
      record !== undefined &&
      (record.proposal_id !== proposalId ||
        JSON.stringify(record.values) !== JSON.stringify(values))
    );
  }).length;
  const stray = commits.filter(({ id }) => !ledger.acknowledgedCommits.has(id)).length;
  const storedCommits = new Set(commits.map(({ id }) => id));
  const missing = [...ledger.commits.keys()].filter((id) => !storedCommits.has(id)).length;
  return {
    lost,
    doubled: Math.max(0, (links[0]?.count ?? 0) - stored.length),
    changed,
    commits: stray + missing,
  };
}
