import * as z from 'zod';
import { attributeValue, type AttributeDefinition } from '../../catalogue/contract';
import { db, isUniqueViolation, type Transaction } from '../../platform/db';
import { AppError, type Issue } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { proposalBody, type ProposalBody } from '../../proposals/contract';
import {
  absence,
  decisionKind,
  type decideInput,
  type DecideResult,
  type ErrorKind,
} from '../contract';
import { diagnoseError } from '../error-kind';
import { resolveDecision, type PastDecision, type ResolvedDecision } from '../resolve-decision';
import { readSources } from './read-sources';
import { decisionColumns, joinDecisionInForce, parseDecision, readAttributes } from './review-rows';

export type Input = z.output<typeof decideInput>;
export type Wish = Input['decisions'][number];
export type Link = Omit<Wish, keyof ResolvedDecision> &
  ResolvedDecision & { readonly errorKind: ErrorKind | null };

interface Subject {
  readonly attribute: AttributeDefinition;
  readonly proposal: ProposalBody;
  past: PastDecision[];
}

/**
 * Stores decisions on the rows of one product, all in one transaction. A decision that is already
 * stored changes nothing. One that was made from another head than the chain has is not stored but
 * reported with what is in force instead. The decision is its own audit record.
 * @throws AppError `conflict` when the lease is lost, `not-found` for a proposal that is not in force,
 * `invalid` that names every decision which does not fit its proposal or schema.
 */
export async function decide(actor: Actor, productId: number, input: Input): Promise<DecideResult> {
  const ids = input.decisions.map(({ id }) => id);
  const known = await findStored(db(), input.decisions);
  const fresh = uniqueById(input.decisions.filter(({ id }) => !known.has(id)));
  if (fresh.length > 0) {
    const links = await resolveAll(productId, fresh);
    try {
      await writeLinks(actor, productId, input.leaseToken, links);
    } catch (error) {
      // The same call arrived twice at once: the other one stored it, which the reading below shows.
      if (!isUniqueViolation(error)) throw error;
    }
  }
  const stored = await findStored(db(), input.decisions);
  const lost = fresh.filter(({ id }) => !stored.has(id));
  return {
    stored: [...new Set(ids)].filter((id) => stored.has(id)),
    conflicts: lost.length === 0 ? [] : await describeConflicts(lost),
  };
}

/** Ids among `decisions` that are stored, on the same proposal. */
async function findStored(tx: Transaction, decisions: readonly Wish[]): Promise<Set<string>> {
  const found = await tx.decision.findMany({
    where: { id: { in: decisions.map(({ id }) => id) } },
    select: { id: true, proposalId: true },
  });
  const proposalOf = new Map(decisions.map(({ id, proposalId }) => [id, proposalId]));
  for (const { id, proposalId } of found) {
    if (proposalOf.get(id) !== proposalId) {
      throw new AppError('conflict', 'review.errors.decision-id-taken', { id });
    }
  }
  return new Set(found.map(({ id }) => id));
}

export function uniqueById(decisions: readonly Wish[]): Wish[] {
  return [...new Map(decisions.map((decision) => [decision.id, decision])).values()];
}

/**
 * The decisions as they will be stored.
 * @param past by proposal, where the decisions before are others than those in force
 * @param shown by proposal, where the person saw something else in its place
 */
export async function resolveAll(
  productId: number,
  wishes: readonly Wish[],
  past?: ReadonlyMap<number, readonly PastDecision[]>,
  shown?: ReadonlyMap<number, ProposalBody>,
): Promise<Link[]> {
  const subjects = await readSubjects(productId, [
    ...new Set(wishes.map(({ proposalId }) => proposalId)),
  ]);
  if (past) for (const [id, subject] of subjects) subject.past = [...(past.get(id) ?? [])];
  const issues: Issue[] = [];
  let first: AppError | undefined;
  const links = wishes.flatMap((wish, place) => {
    const subject = subjects.get(wish.proposalId);
    if (!subject) {
      throw new AppError('not-found', 'review.errors.unknown-proposal', {
        proposalId: wish.proposalId,
      });
    }
    const proposal = shown?.get(wish.proposalId) ?? subject.proposal;
    const resolved = resolveDecision(wish, subject.attribute, proposal, subject.past);
    if ('fault' in resolved) {
      const name = subject.attribute.nameKo;
      first ??= new AppError('invalid', `review.errors.${resolved.fault}`, { name });
      issues.push({ path: `decisions.${place}`, message: resolved.fault });
      return [];
    }
    subject.past.push({ id: wish.id, ...resolved });
    return [{ ...wish, ...resolved, errorKind: null }];
  });
  if (first) throw new AppError(first.code, first.reason, first.params, issues);
  return diagnoseLinks(productId, links, subjects);
}

/** Says of each decision what the model did wrong; texts are read only where it was not right. */
async function diagnoseLinks(
  productId: number,
  links: readonly Link[],
  subjects: ReadonlyMap<number, Subject>,
): Promise<Link[]> {
  if (links.every(({ kind }) => kind === 'accept' || kind === 'undo')) return [...links];
  const { texts, evidence, stale } = await readSources(productId);
  return links.map((link) => {
    const subject = subjects.get(link.proposalId);
    if (!subject) return link;
    const { attribute, proposal } = subject;
    const errorKind = diagnoseError({
      attribute,
      proposal,
      decision: link,
      texts,
      neighbours: [...evidence].flatMap(([id, cited]) => (id === link.proposalId ? [] : cited)),
      isStale: stale.has(link.proposalId),
    });
    return { ...link, errorKind };
  });
}

interface SubjectRecord {
  readonly id: number;
  readonly attribute_id: number;
  readonly body: unknown;
  readonly past: unknown;
}

const pastDecisions = z.array(
  z.object({
    id: z.string(),
    kind: decisionKind,
    absence: absence.nullable(),
    values: z.array(attributeValue),
  }),
);

async function readSubjects(
  productId: number,
  proposalIds: readonly number[],
): Promise<Map<number, Subject>> {
  const records = await db().$queryRaw<SubjectRecord[]>`
    SELECT p.id, p.attribute_id,
      jsonb_build_object('values', p.values, 'alternatives', p.alternatives,
        'confidence', p.confidence, 'flags', p.flags) AS body,
      COALESCE((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind,
        'absence', d.absence, 'values', d.values)) FROM decisions d WHERE d.proposal_id = p.id), '[]')
        AS past
    FROM proposals p
    WHERE p.id = ANY(${proposalIds}::int[]) AND p.product_id = ${productId}::int
      AND p.superseded_at IS NULL`;
  const attributes = await readAttributes(
    db(),
    records.map((record) => record.attribute_id),
  );
  return new Map(
    records.flatMap((record) => {
      const attribute = attributes.get(record.attribute_id);
      if (!attribute) return [];
      return [
        [
          record.id,
          {
            attribute: attribute.definition,
            proposal: proposalBody.parse(record.body),
            past: pastDecisions.parse(record.past),
          },
        ],
      ];
    }),
  );
}

async function writeLinks(
  actor: Actor,
  productId: number,
  leaseToken: string,
  links: readonly Link[],
): Promise<void> {
  const waves = splitIntoWaves(links);
  const [only] = waves;
  if (waves.length === 1 && only) return writeWave(db(), actor, productId, leaseToken, only);
  await db().$transaction(async (tx) => {
    for (const wave of waves) await writeWave(tx, actor, productId, leaseToken, wave);
  });
}

/** The n-th decision of every proposal stands in the n-th wave, so that one statement moves a head once. */
export function splitIntoWaves(links: readonly Link[]): Link[][] {
  const waves: Link[][] = [];
  const depth = new Map<number, number>();
  for (const link of links) {
    const wave = depth.get(link.proposalId) ?? 0;
    depth.set(link.proposalId, wave + 1);
    (waves[wave] ??= []).push(link);
  }
  return waves;
}

/**
 * Checks the lease, moves the heads and appends the decisions in one statement. A token stays good
 * after its time until somebody else claims the product: nobody can have decided in between.
 */
async function writeWave(
  tx: Transaction,
  actor: Actor,
  productId: number,
  leaseToken: string,
  links: readonly Link[],
): Promise<void> {
  const records = links.map((link) => ({
    id: link.id,
    proposal_id: link.proposalId,
    supersedes_id: link.supersedesId,
    kind: link.kind,
    absence: link.absence,
    values: link.values,
    surface: link.surface,
    evidence: link.evidence,
    mode: link.mode,
    restores_id: link.restoresId,
    duration_ms: link.durationMs,
    keystrokes: link.keystrokes,
    error_kind: link.errorKind,
    decided_at: link.decidedAt,
  }));
  const [outcome] = await tx.$queryRaw<{ is_held: boolean }[]>`
    WITH held AS MATERIALIZED (
      SELECT product_id FROM review_items
      WHERE product_id = ${productId}::int AND lease_token = ${leaseToken}::uuid
        AND lease_user_id = ${actor.id} AND state = 'ready'
      FOR SHARE
    ), wish AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(records)}::jsonb) AS w(
        id uuid, proposal_id int, supersedes_id uuid, kind "DecisionKind", absence "Absence",
        "values" jsonb, surface text, evidence jsonb, mode "DecisionMode", restores_id uuid,
        duration_ms int, keystrokes int, error_kind text, decided_at timestamptz)
    ), moved AS (
      UPDATE proposals p SET decision_id = w.id
      FROM wish w, held
      WHERE p.id = w.proposal_id AND p.product_id = held.product_id AND p.superseded_at IS NULL
        AND p.decision_id IS NOT DISTINCT FROM w.supersedes_id
      RETURNING p.*, w.id AS wish_id
    ), written AS (
      INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, absence, values,
        proposed, model_version, surface, evidence, mode, supersedes_id, restores_id, reviewer_id,
        duration_ms, keystrokes, error_kind, decided_at)
      SELECT w.id, m.id, m.product_id, m.attribute_id, w.kind, w.absence, w."values",
        jsonb_build_object('values', m.values, 'alternatives', m.alternatives,
          'confidence', m.confidence, 'flags', m.flags, 'modelVersion', m.model_version),
        m.model_version, w.surface, CASE WHEN jsonb_typeof(w.evidence) = 'object' THEN w.evidence END,
        w.mode, w.supersedes_id, w.restores_id, ${actor.id}, w.duration_ms, w.keystrokes, w.error_kind,
        w.decided_at
      FROM moved m JOIN wish w ON w.id = m.wish_id
    )
    SELECT EXISTS (SELECT FROM held) AS is_held`;
  if (!outcome?.is_held) throw new AppError('conflict', 'review.errors.lease-lost');
}

interface ConflictRecord {
  readonly proposal_id: number;
  readonly head_id: string | null;
  readonly decision: unknown;
}

async function describeConflicts(lost: readonly Wish[]): Promise<DecideResult['conflicts']> {
  const records = await db().$queryRaw<ConflictRecord[]>`
    SELECT p.id AS proposal_id, p.decision_id::text AS head_id, ${decisionColumns} AS decision
    FROM proposals p ${joinDecisionInForce}
    WHERE p.id = ANY(${lost.map(({ proposalId }) => proposalId)}::int[])`;
  const states = new Map(records.map((record) => [record.proposal_id, record]));
  return lost.map(({ id, proposalId }) => {
    const state = states.get(proposalId);
    return {
      id,
      proposalId,
      headId: state?.head_id ?? null,
      decision: parseDecision(state?.decision ?? null),
    };
  });
}
