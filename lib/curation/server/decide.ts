import * as z from 'zod';
import {
  attributeDefinition,
  attributeValue,
  type AttributeDefinition,
} from '../../values/contract';
import { db, idArray, isUniqueViolation, Prisma, type Transaction } from '../../platform/db';
import { AppError, type Issue } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { proposalBody, type ProposalBody } from '../../proposals/contract';
import type { decideInput, DecideResult } from '../contract';
import { absence, decisionKind, type ErrorKind } from '../../values/decision';
import { diagnoseError, type SourceTexts } from '../error-kind';
import { groundDecision } from '../ground-decision';
import { resolveDecision, type PastDecision, type ResolvedDecision } from '../resolve-decision';
import { isHeldProduct } from './lease-tokens';
import { readSources } from './read-sources';
import {
  attributeDefinitionColumn,
  decisionColumns,
  joinDecisionInForce,
  parseDecision,
} from './review-rows';

export type Input = z.output<typeof decideInput>;
export type Wish = Input['decisions'][number];
export type Link = Omit<Wish, keyof ResolvedDecision> &
  ResolvedDecision & { readonly errorKind: ErrorKind | null };

/** A proposal that decisions are wished on. */
export interface Subject {
  readonly attribute: AttributeDefinition;
  readonly proposal: ProposalBody;
  /** A later proposal took its place: what is decided on it stays, nothing is added. */
  readonly isSuperseded: boolean;
  readonly past: readonly PastDecision[];
}
export type Subjects = ReadonlyMap<number, Subject>;

/**
 * Stores decisions on the rows of one product, all in one transaction. A decision that is already
 * stored changes nothing. One that was made from another head than the chain has is not stored but
 * reported with what is in force instead. The decision is its own audit record.
 * @throws AppError `conflict` when the lease is lost, `not-found` for a proposal that is not in force,
 * `invalid` that names every decision which does not fit its proposal or schema.
 */
export async function decide(actor: Actor, productId: number, input: Input): Promise<DecideResult> {
  const subjects = await readSubjects(productId, input.decisions);
  const known = findKnown(subjects, input.decisions);
  const fresh = uniqueById(input.decisions.filter(({ id }) => !known.has(id)));
  const written =
    fresh.length === 0 ? [] : await write(actor, productId, input.leaseToken, fresh, subjects);
  const stored = new Set([...known, ...written]);
  const lost = fresh.filter(({ id }) => !stored.has(id));
  return {
    stored: [...new Set(input.decisions.map(({ id }) => id))].filter((id) => stored.has(id)),
    conflicts: lost.length === 0 ? [] : await describeConflicts(lost),
  };
}

/** Ids among `decisions` that their proposals already have. */
function findKnown(subjects: Subjects, decisions: readonly Wish[]): Set<string> {
  return new Set(
    decisions.flatMap(({ id, proposalId }) =>
      subjects.get(proposalId)?.past.some((past) => past.id === id) ? [id] : [],
    ),
  );
}

/** Ids of those that are stored now, by this call or by the same one that arrived at the same time. */
async function write(
  actor: Actor,
  productId: number,
  leaseToken: string,
  fresh: readonly Wish[],
  subjects: Subjects,
): Promise<Iterable<string>> {
  const links = await resolveAll(productId, fresh, subjects);
  try {
    const written = await writeLinks(actor, productId, leaseToken, links);
    if (written.length === fresh.length) return written;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  return findStored(fresh);
}

/** Ids among `decisions` that are stored, on the same proposal. */
async function findStored(decisions: readonly Wish[]): Promise<Set<string>> {
  const found = await db().decision.findMany({
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

/** The decisions as they will be stored, in their order: a later one may restore an earlier one. */
export async function resolveAll(
  productId: number,
  wishes: readonly Wish[],
  subjects: Subjects,
): Promise<Link[]> {
  const pasts = new Map([...subjects].map(([id, { past }]) => [id, [...past]]));
  const issues: Issue[] = [];
  let first: AppError | undefined;
  const links = wishes.flatMap((wish, place) => {
    const subject = subjects.get(wish.proposalId);
    const past = pasts.get(wish.proposalId);
    if (!subject || subject.isSuperseded || !past) {
      throw new AppError('not-found', 'review.errors.unknown-proposal', {
        proposalId: wish.proposalId,
      });
    }
    const resolved = resolveDecision(wish, subject.attribute, subject.proposal, past);
    if ('fault' in resolved) {
      const name = subject.attribute.nameKo;
      first ??= new AppError('invalid', `review.errors.${resolved.fault}`, { name });
      issues.push({ path: `decisions.${place}`, message: resolved.fault });
      return [];
    }
    past.push({ id: wish.id, ...resolved });
    return [{ ...wish, ...resolved, errorKind: null }];
  });
  if (first) throw new AppError(first.code, first.reason, first.params, issues);
  return diagnoseLinks(productId, links, subjects);
}

/** Says of each decision where the listing says it and what the model did wrong; texts are read only where it was not right. */
async function diagnoseLinks(
  productId: number,
  links: readonly Link[],
  subjects: Subjects,
): Promise<Link[]> {
  if (links.every(({ kind }) => kind === 'accept' || kind === 'undo')) return [...links];
  const { texts, evidence, stale } = await readSources(productId);
  return links.map((link) => {
    const subject = subjects.get(link.proposalId);
    if (!subject) return link;
    const { attribute, proposal } = subject;
    const grounded = groundLink(link, subject, texts);
    const errorKind = diagnoseError({
      attribute,
      proposal,
      decision: grounded,
      texts,
      neighbours: [...evidence].flatMap(([id, cited]) => (id === link.proposalId ? [] : cited)),
      isStale: stale.has(link.proposalId),
    });
    return { ...grounded, errorKind };
  });
}

/** Evidence is that of the value that was decided, and of no other; none where the listing says it nowhere. */
function groundLink(link: Link, { attribute, proposal }: Subject, texts: SourceTexts): Link {
  if (link.kind !== 'correct' && link.kind !== 'added') return { ...link, evidence: null };
  const [first] = groundDecision(link, attribute, proposal, texts);
  if (!first) return { ...link, surface: link.evidence ? null : link.surface, evidence: null };
  return { ...link, surface: link.surface ?? first.surface, evidence: first.evidence };
}

interface SubjectRecord {
  readonly id: number;
  readonly definition: unknown;
  readonly body: unknown;
  readonly is_superseded: boolean;
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

/** The proposals of one product that `wishes` name, with all that was decided on them. */
export async function readSubjects(
  productId: number,
  wishes: readonly Wish[],
): Promise<Map<number, Subject>> {
  const ids = [...new Set(wishes.map(({ proposalId }) => proposalId))];
  const records = await db().$queryRaw<SubjectRecord[]>`
    SELECT p.id, ${attributeDefinitionColumn} AS definition,
      jsonb_build_object('values', p.values, 'alternatives', p.alternatives,
        'confidence', p.confidence, 'flags', p.flags) AS body,
      p.superseded_at IS NOT NULL AS is_superseded,
      COALESCE((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind,
        'absence', d.absence, 'values', d.values)) FROM decisions d WHERE d.proposal_id = p.id), '[]')
        AS past
    FROM proposals p JOIN attributes a ON a.id = p.attribute_id
    WHERE p.id = ANY(${idArray(ids)}) AND p.product_id = ${productId}::int`;
  return new Map(
    records.map((record) => [
      record.id,
      {
        attribute: attributeDefinition.parse(record.definition),
        proposal: proposalBody.parse(record.body),
        isSuperseded: record.is_superseded,
        past: pastDecisions.parse(record.past),
      },
    ]),
  );
}

async function writeLinks(
  actor: Actor,
  productId: number,
  leaseToken: string,
  links: readonly Link[],
): Promise<string[]> {
  const waves = splitIntoWaves(links);
  const [only] = waves;
  if (waves.length === 1 && only) return writeWave(db(), actor, productId, leaseToken, only);
  return db().$transaction(async (tx) => {
    const written: string[] = [];
    for (const wave of waves) {
      written.push(...(await writeWave(tx, actor, productId, leaseToken, wave)));
    }
    return written;
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
 * Checks the lease, moves the heads and appends the decisions in one statement; the ids of those whose
 * head was the expected one. A token stays good after its time until somebody else claims the product:
 * nobody can have decided in between.
 */
async function writeWave(
  tx: Transaction,
  actor: Actor,
  productId: number,
  leaseToken: string,
  links: readonly Link[],
): Promise<string[]> {
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
  const [outcome] = await tx.$queryRaw<{ is_held: boolean; ids: string[] }[]>`
    WITH held AS MATERIALIZED (
      SELECT product_id FROM review_items
      WHERE product_id = ${productId}::int AND ${isHeldProduct(actor.id, [leaseToken])}
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
        ${possibleInstant(Prisma.sql`w.decided_at`)}
      FROM moved m JOIN wish w ON w.id = m.wish_id
    )
    SELECT EXISTS (SELECT FROM held) AS is_held, ARRAY(SELECT wish_id::text FROM moved) AS ids`;
  if (!outcome?.is_held) throw new AppError('conflict', 'review.errors.lease-lost');
  return outcome.ids;
}

/** Any clock but the server's may be wrong, or set wrong: nobody decides on `m` before it was there. */
export function possibleInstant(stated: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`greatest(m.created_at, least(${stated}, clock_timestamp()))`;
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
    WHERE p.id = ANY(${idArray(lost.map(({ proposalId }) => proposalId))})`;
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
