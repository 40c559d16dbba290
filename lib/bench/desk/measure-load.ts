import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ReviewProduct } from '../../curation/contract';
import { claimResult } from '../../desk/contract';
import { createApi, openAgent, type Api } from './call-api';
import { round, summarise, timesHead, timesRow, type Part } from './figures';
import type { Installation, SignedIn } from './installation';
import { decisionsOf } from './work-like-a-person';

export interface LoadWish {
  readonly people: number;
  readonly minutes: number;
  /** What a person takes for one product on average. */
  readonly secondsPerProduct: number;
}

interface Sampled {
  readonly claims: number[];
  readonly decisions: number[];
  readonly submits: number[];
  readonly given: Map<number, string[]>;
}

/** Products that the desk holds ahead. */
const heldAhead = 5;

/**
 * People at their desks: each holds five products, decides what needs them one by one, accepts the
 * rest in one call, submits, and claims the next, with pauses as people make them. Nobody is measured
 * before everybody has come.
 */
export async function measureLoad(
  installation: Installation,
  people: readonly SignedIn[],
  { people: wanted, minutes, secondsPerProduct }: LoadWish,
): Promise<Part> {
  const agent = openAgent();
  const sampled: Sampled = { claims: [], decisions: [], submits: [], given: new Map() };
  const arrivalMs = secondsPerProduct * 1000;
  const startedAt = performance.now();
  const endsAt = startedAt + arrivalMs + minutes * 60_000;
  const desks = people.slice(0, wanted).map(async (person, place) => {
    await sleep((arrivalMs * place) / wanted);
    const api = createApi(installation.url, person, agent);
    await work(api, person, sampled, {
      pauseMs: arrivalMs,
      isOver: () => performance.now() >= endsAt,
      isCounted: () => performance.now() - startedAt > arrivalMs,
    });
  });
  await Promise.all(desks);
  agent.destroy();
  const claims = summarise(sampled.claims);
  const decisions = summarise(sampled.decisions);
  const twice = [...sampled.given.values()].filter((owners) => owners.length > 1).length;
  const bare = await measureBareClaims(installation.databaseUrl);
  const perSecond = round((sampled.decisions.length + sampled.claims.length) / (minutes * 60));
  return {
    figures: [
      { name: `claim p99, ${wanted} people`, value: claims.p99, unit: 'ms', limit: 10 },
      {
        name: `decision acknowledged p99, ${wanted} people`,
        value: decisions.p99,
        unit: 'ms',
        limit: 50,
      },
      { name: 'products given twice under this load', value: twice, unit: '', limit: 0 },
      { name: 'claim p50', value: claims.p50, unit: 'ms', limit: null },
      {
        name: 'bare SQL of a claim, one connection, p50',
        value: bare.p50,
        unit: 'ms',
        limit: null,
      },
    ],
    notes: [
      `${wanted} people for ${minutes} min after all had come, ${secondsPerProduct} s per product and person, ${perSecond} claims and decision calls a second.`,
      '',
      ...timesHead,
      timesRow('claim (1 product of 15 rows)', claims),
      timesRow('decisions acknowledged', decisions),
      timesRow('submit', summarise(sampled.submits)),
      timesRow('bare SQL of a claim, nobody else', bare),
    ],
  };
}

interface Rhythm {
  readonly pauseMs: number;
  readonly isOver: () => boolean;
  readonly isCounted: () => boolean;
}

async function work(api: Api, person: SignedIn, sampled: Sampled, rhythm: Rhythm): Promise<void> {
  const held: ReviewProduct[] = [];
  const note = (samples: number[], milliseconds: number) => {
    if (rhythm.isCounted()) samples.push(milliseconds);
  };
  while (!rhythm.isOver()) {
    const holding = held.map(({ productId }) => productId);
    const answer = await api.call('POST', '/api/review/claim', { count: heldAhead, holding });
    const { products } = claimResult.parse(answer.body);
    // The first claim brings five products and is no "next product".
    if (held.length > 0) note(sampled.claims, answer.milliseconds);
    for (const { productId } of products) {
      sampled.given.set(productId, [...(sampled.given.get(productId) ?? []), person.id]);
    }
    held.push(...products);
    const product = held.shift();
    if (!product) return;
    const path = `/api/review/products/${product.productId}`;
    const leaseToken = product.lease?.token ?? '';
    const calls = decisionsOf(product);
    for (const decisions of calls) {
      await sleep((rhythm.pauseMs / (calls.length + 1)) * (0.5 + Math.random()));
      const stored = await api.call('POST', `${path}/decisions`, { leaseToken, decisions });
      note(sampled.decisions, stored.milliseconds);
    }
    await sleep((rhythm.pauseMs / (calls.length + 1)) * (0.5 + Math.random()));
    const commitId = crypto.randomUUID();
    const submitted = await api.call('POST', `${path}/submit`, { leaseToken, commitId });
    note(sampled.submits, submitted.milliseconds);
  }
}

const bareClaims = 300;

/** What a claim could cost at best: its one statement, prepared, on one connection. */
async function measureBareClaims(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const samples: number[] = [];
  try {
    for (let place = 0; place < bareClaims; place += 1) {
      const startedAt = performance.now();
      await client.query({
        name: 'bare-claim',
        text: `WITH picked AS MATERIALIZED (
            SELECT product_id FROM review_items r
            WHERE state = 'ready' AND (lease_until IS NULL OR lease_until <= now())
            ORDER BY needs_count DESC, product_id LIMIT 1 FOR UPDATE SKIP LOCKED)
          UPDATE review_items SET lease_token = gen_random_uuid(), lease_user_id = 'bench-0',
            lease_until = now() + interval '1 minute'
          WHERE product_id = ANY(ARRAY(SELECT product_id FROM picked)) RETURNING product_id`,
      });
      samples.push(performance.now() - startedAt);
    }
    await client.query(
      `UPDATE review_items
       SET lease_token = NULL, former_tokens = '{}', lease_user_id = NULL, lease_until = NULL
       WHERE lease_user_id = 'bench-0'`,
    );
  } finally {
    await client.end();
  }
  return summarise(samples);
}
