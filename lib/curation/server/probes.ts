import * as z from 'zod';
import { attributeValue, type AttributeValue } from '../../catalogue/contract';
import { writeAudit } from '../../platform/audit';
import { db, idArray, Prisma, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { proposalBody, type ProposalBody } from '../../proposals/contract';
import {
  absence,
  decisionInput,
  decisionKind,
  decisionMode,
  type DecideResult,
  type DecisionInForce,
  type ReviewProduct,
  type ReviewRow,
} from '../contract';
import { isSampled } from '../overlap';
import {
  disguiseRow,
  hiddenBody,
  isProbeRow,
  judgeProbe,
  noProbes,
  plantValue,
  probeRates,
  probeRowId,
  translateAnswer,
  type ProbeKind,
  type ProbeOutcome,
  type ProbeRates,
} from '../probe';
import { areSameValues, findValueFault, proposedValues } from '../values';
import { readSubjects, resolveAll, uniqueById, type Input, type Link, type Wish } from './decide';
import { writeLink } from './write-link';

const settingName = 'probes';
/** Values of other products among which a wrong one is chosen. */
const otherValues = 100;

/** The shares that an admin set. */
export async function readProbeRates(): Promise<ProbeRates> {
  const setting = await db().setting.findUnique({ where: { name: settingName } });
  return setting ? probeRates.parse(setting.value) : noProbes;
}

export async function setProbeRates(
  actor: Pick<Actor, 'id'>,
  rates: ProbeRates,
): Promise<ProbeRates> {
  await db().$transaction(async (tx) => {
    await tx.setting.upsert({
      where: { name: settingName },
      create: { name: settingName, value: rates },
      update: { value: rates },
    });
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'probes.set',
      subjectType: 'setting',
      subjectId: settingName,
      detail: { ...rates },
    });
  });
  return rates;
}

/** A decision on a probe as it is kept in its chain. */
const storedLink = z.object({
  id: z.uuid(),
  kind: decisionKind,
  absence: absence.nullable(),
  values: z.array(attributeValue),
  surface: z.string().nullable(),
  mode: decisionMode,
  restoresId: z.uuid().nullable(),
  durationMs: z.number().nullable(),
  keystrokes: z.number().nullable(),
  decidedAt: z.string(),
});
type StoredLink = z.infer<typeof storedLink>;

const probeRecord = z.object({
  id: z.number(),
  kind: z.enum(['planted', 'hidden']),
  proposalId: z.number(),
  productId: z.number(),
  shown: proposalBody,
  links: z.array(storedLink),
});
type ProbeRecord = z.infer<typeof probeRecord>;

async function findProbes(where: Prisma.ProbeWhereInput): Promise<ProbeRecord[]> {
  return z.array(probeRecord).parse(await db().probe.findMany({ where, orderBy: { id: 'asc' } }));
}

/** The last word of a chain; an undo gives back what it restores. */
function linkInForce(links: readonly StoredLink[]): StoredLink | undefined {
  const head = links.at(-1);
  return head?.kind === 'undo' ? links.find(({ id }) => id === head.restoresId) : head;
}

function decisionOf(links: readonly StoredLink[], reviewerId: string): DecisionInForce | null {
  const link = linkInForce(links);
  if (!link || link.kind === 'undo') return null;
  const { id, kind, absence: why, values, mode, decidedAt } = link;
  return { id, kind, absence: why, values, mode, errorKind: null, reviewerId, decidedAt };
}

/**
 * Products as their holder sees them: some undecided rows with a wrong value or none, at the admin's
 * rates. What was shown once is shown again; products in independent review are left as they are.
 */
export async function withProbes(
  actor: Actor,
  products: readonly ReviewProduct[],
  now: Date,
): Promise<ReviewProduct[]> {
  // A key of another system types nothing from habit: only people, who have an address, are measured.
  if (actor.email === '') return [...products];
  const own = products.filter(
    ({ state, lease }) => state === 'ready' && lease?.userId === actor.id,
  );
  if (own.length === 0) return [...products];
  const ids = own.map(({ productId }) => productId);
  const [state] = await db().$queryRaw<{ rates: unknown; has_known: boolean }[]>`
    SELECT (SELECT value FROM settings WHERE name = ${settingName}) AS rates,
      EXISTS (SELECT FROM probes WHERE product_id = ANY(${idArray(ids)})
        AND reviewer_id = ${actor.id} AND settled_at IS NULL) AS has_known`;
  const rates = state?.rates ? probeRates.parse(state.rates) : noProbes;
  const known = state?.has_known
    ? await findProbes({ productId: { in: ids }, reviewerId: actor.id, settledAt: null })
    : [];
  const isOn = rates.planted > 0 || rates.hidden > 0;
  const drawn = isOn ? await drawProbes(actor, own, rates, now) : [];
  const probes = new Map([...known, ...drawn].map((probe) => [probe.proposalId, probe]));
  if (probes.size === 0) return [...products];
  return products.map((product) => ({
    ...product,
    rows: product.rows.map((row) => {
      const probe = own.includes(product) ? probes.get(row.proposalId) : undefined;
      if (!probe) return row;
      const { links, ...shown } = probe;
      const headId = links.at(-1)?.id ?? null;
      return disguiseRow(row, { ...shown, headId, decision: decisionOf(links, actor.id) });
    }),
  }));
}

interface Draw {
  readonly kind: ProbeKind;
  readonly proposalId: number;
  readonly shown: ProposalBody;
}

/** Which rows are probes is fixed by their ids: claiming again draws the same. */
async function drawProbes(
  actor: Actor,
  products: readonly ReviewProduct[],
  rates: ProbeRates,
  now: Date,
): Promise<ProbeRecord[]> {
  const open = products.flatMap(({ rows }) => rows.filter(({ headId }) => headId === null));
  const isDrawn = (kind: ProbeKind) => (row: ReviewRow) =>
    rates[kind] > 0 && isSampled(kind, row.proposalId, rates[kind]);
  const hidden = open.filter(isDrawn('hidden'));
  const planted = open.filter(
    (row) => isDrawn('planted')(row) && isPlantable(row) && !hidden.includes(row),
  );
  const draws: Draw[] = hidden.map(({ proposalId }) => ({
    kind: 'hidden',
    proposalId,
    shown: hiddenBody,
  }));
  draws.push(...(await plantValues(planted)));
  if (draws.length === 0) return [];
  const made = await db().$queryRaw<unknown[]>`
    INSERT INTO probes (kind, proposal_id, product_id, attribute_id, model_version, reviewer_id, shown,
      created_at)
    SELECT d.kind, p.id, p.product_id, p.attribute_id, p.model_version, ${actor.id}, d.shown,
      ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(draws)}::jsonb)
      AS d(kind "ProbeKind", "proposalId" int, shown jsonb)
    JOIN proposals p ON p.id = d."proposalId"
    ORDER BY p.id
    ON CONFLICT DO NOTHING
    RETURNING id, kind::text, proposal_id AS "proposalId", product_id AS "productId", shown, links`;
  return z.array(probeRecord).parse(made);
}

/** One value that looks right: where a person would look anyway, a wrong one measures nothing. */
function isPlantable({ group, proposal }: ReviewRow): boolean {
  return group === 'right' && proposal.values.length === 1;
}

/** Gives each row a value that the model read in another product. */
async function plantValues(rows: readonly ReviewRow[]): Promise<Draw[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ proposalId }) => proposalId);
  const others = await db().$queryRaw<{ id: number; value: AttributeValue }[]>`
    SELECT p.id, other.value
    FROM proposals p
    CROSS JOIN LATERAL (
      SELECT q.values->0->'value' AS value FROM (
        SELECT q.id, q.values FROM proposals q
        WHERE q.attribute_id = p.attribute_id AND q.superseded_at IS NULL
          AND q.value_key IS NOT NULL AND md5(q.value_key) <> md5(p.value_key)
        LIMIT ${otherValues}::int
      ) q
      ORDER BY md5(q.id::text || p.id::text) LIMIT 1
    ) other
    WHERE p.id = ANY(${ids}::int[])`;
  const valueOf = new Map(others.map(({ id, value }) => [id, value]));
  return rows.flatMap((row) => {
    const value = attributeValue.safeParse(valueOf.get(row.proposalId));
    if (!value.success || !isWrong(row, value.data)) return [];
    const shown = plantValue(row.proposal, value.data);
    return [{ kind: 'planted', proposalId: row.proposalId, shown }];
  });
}

/** Neither what the model, the catalogue nor another seller says, but what the schema allows. */
function isWrong(row: ReviewRow, value: AttributeValue): boolean {
  const truths = [
    proposedValues(row.proposal),
    ...row.witnesses.map(({ values }) => values),
    ...(row.current ? [row.current.values] : []),
  ];
  return (
    findValueFault(row.attribute, [value]) === null &&
    !truths.some((truth) => areSameValues(truth, [value]))
  );
}

/**
 * Keeps decisions on probes in the probes' own chains, as `decide` keeps others; `decisions` never
 * sees them.
 * @throws AppError as `decide`
 */
export async function decideOnProbes(
  actor: Actor,
  productId: number,
  { leaseToken, decisions }: Input,
): Promise<DecideResult> {
  const ids = decisions.map(({ proposalId }) => -proposalId);
  const where = { id: { in: ids }, productId, reviewerId: actor.id };
  const probes = await findProbes(where);
  const fresh = uniqueById(decisions).filter(
    ({ id }) => !probes.some(({ links }) => links.some((link) => link.id === id)),
  );
  if (fresh.length > 0) {
    const links = await resolveOnProbes(productId, fresh, probes);
    await db().$transaction(async (tx) => {
      await requireLease(tx, actor, productId, leaseToken);
      for (const link of links) await appendLink(tx, link);
    });
  }
  const after = await findProbes(where);
  const isStored = ({ id }: Wish) =>
    after.some(({ links }) => links.some((link) => link.id === id));
  return {
    stored: [...new Set(decisions.filter(isStored).map(({ id }) => id))],
    conflicts: fresh
      .filter((wish) => !isStored(wish))
      .map(({ id, proposalId }) => {
        const links = after.find((probe) => probe.id === -proposalId)?.links ?? [];
        const headId = links.at(-1)?.id ?? null;
        return { id, proposalId, headId, decision: decisionOf(links, actor.id) };
      }),
  };
}

/** Checked against what was shown: on the real proposal an acceptance would be a fault. */
async function resolveOnProbes(
  productId: number,
  wishes: readonly Wish[],
  probes: readonly ProbeRecord[],
): Promise<Link[]> {
  const probeOf = new Map(probes.map((probe) => [probeRowId(probe.id), probe]));
  const onProposals = wishes.map((wish) => {
    const probe = probeOf.get(wish.proposalId);
    const { proposalId } = wish;
    if (!probe) throw new AppError('not-found', 'review.errors.unknown-proposal', { proposalId });
    return { ...wish, proposalId: probe.proposalId };
  });
  const subjects = new Map(await readSubjects(productId, onProposals));
  for (const { proposalId, shown, links } of probes) {
    const subject = subjects.get(proposalId);
    if (subject) subjects.set(proposalId, { ...subject, proposal: shown, past: links });
  }
  return resolveAll(productId, onProposals, subjects);
}

async function requireLease(
  tx: Transaction,
  actor: Actor,
  productId: number,
  leaseToken: string,
): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT product_id FROM review_items
    WHERE product_id = ${productId}::int AND lease_token = ${leaseToken}::uuid
      AND lease_user_id = ${actor.id} AND state = 'ready'
    FOR SHARE`;
  if (held.length === 0) throw new AppError('conflict', 'review.errors.lease-lost');
}

/** Only behind the head that the person saw; an answer after a submit that was taken back counts anew. */
async function appendLink(tx: Transaction, link: Link): Promise<void> {
  const stored: StoredLink = storedLink.parse(link);
  await tx.$executeRaw`
    UPDATE probes SET links = links || ${JSON.stringify([stored])}::jsonb, settled_at = NULL,
      outcome = NULL
    WHERE proposal_id = ${link.proposalId}::int
      AND (links->-1->>'id')::uuid IS NOT DISTINCT FROM ${link.supersedesId}::uuid`;
}

/** An answered probe on its way out: what becomes of it, and the decision that it leaves. */
export interface SettledProbe {
  readonly id: number;
  readonly lastId: string;
  readonly outcome: ProbeOutcome;
  readonly link: Link | null;
}

/** Reads what the person answered on the probes of a product that is about to be submitted. */
export async function prepareProbes(actor: Actor, productId: number): Promise<SettledProbe[]> {
  const probes = await findProbes({ productId, reviewerId: actor.id, settledAt: null });
  const settled: SettledProbe[] = [];
  for (const probe of probes) {
    const answer = linkInForce(probe.links);
    const lastId = probe.links.at(-1)?.id;
    if (!answer || answer.kind === 'undo' || lastId === undefined) continue;
    const proposal = await db().proposal.findUnique({ where: { id: probe.proposalId } });
    if (!proposal || proposal.supersededAt) continue;
    const translated = translateAnswer(probe.kind, { ...answer, kind: answer.kind });
    const link = translated && (await resolveReal(productId, probe, proposal, answer, translated));
    const stored = link && link.kind !== 'undo' ? { ...link, kind: link.kind } : null;
    const body = proposalBody.pick({ values: true }).parse(proposal);
    settled.push({ id: probe.id, lastId, outcome: judgeProbe(probe.kind, body, stored), link });
  }
  return settled;
}

async function resolveReal(
  productId: number,
  probe: ProbeRecord,
  proposal: { readonly decisionId: string | null },
  answer: StoredLink,
  translated: NonNullable<ReturnType<typeof translateAnswer>>,
): Promise<Link | null> {
  const wish = decisionInput.parse({
    ...answer,
    ...translated,
    // Another id than in the probe's chain, which goes on by itself after a submit taken back.
    id: crypto.randomUUID(),
    restoresId: null,
    proposalId: probe.proposalId,
    supersedesId: proposal.decisionId,
  });
  const [link] = await resolveAll(productId, [wish], await readSubjects(productId, [wish]));
  return link ?? null;
}

/** Turns what the person answered into decisions on the real proposals; an accepted planted value into none. */
export async function settleProbes(
  tx: Transaction,
  actor: Actor,
  productId: number,
  probes: readonly SettledProbe[],
  now: Date,
): Promise<void> {
  for (const { id, lastId, outcome, link } of probes) {
    const count = await tx.$executeRaw`
      UPDATE probes SET settled_at = ${now}::timestamptz, outcome = ${outcome}::"ProbeOutcome"
      WHERE id = ${id}::int AND settled_at IS NULL AND links->-1->>'id' = ${lastId}`;
    if (count > 0 && link) await writeLink(tx, actor, productId, link);
  }
}

/** Splits decisions by whether they are on probes. */
export function splitProbes(input: Input): { readonly real: Input; readonly probed: Input } {
  const { decisions } = input;
  return {
    real: { ...input, decisions: decisions.filter(({ proposalId }) => !isProbeRow(proposalId)) },
    probed: { ...input, decisions: decisions.filter(({ proposalId }) => isProbeRow(proposalId)) },
  };
}
