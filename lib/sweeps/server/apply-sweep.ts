import { writeAudit } from '../../platform/audit';
import { db, isUniqueViolation, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import {
  leastConfidentSamples,
  randomSamples,
  type ApplySweepInput,
  type Sweep,
} from '../contract';
import { findSweep } from './list-sweeps';
import { isFree, isHeld } from '../../curation/server';
import {
  hashSample,
  joinExcludedParts,
  joinPart,
  joinSweepable,
  matchesPredicate,
  readSubject,
  type SweepSubject,
} from './sweep-predicate';

/**
 * Decides a whole group as its sample was looked at, in one statement whatever its size: accepts what
 * was proposed, or carries one correction over to the same spelling everywhere. Left out are
 * proposals made since, products that somebody holds, and those decided at the same moment; the
 * decisions land when their products are submitted. Sending it again answers what the first call did.
 * @throws AppError `conflict` when the sample is not what was looked at, or nothing is left;
 * `invalid` when the schema does not allow the value any more.
 */
export async function applySweep(
  actor: Actor,
  id: string,
  input: ApplySweepInput,
  now: Date,
): Promise<Sweep> {
  const earlier = await findEarlier(actor, id, input);
  if (earlier) return earlier;
  try {
    return await db().$transaction((tx) => apply(tx, actor, id, input, now));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // The same call arrived twice at once: the other one did it.
    const other = await findEarlier(actor, id, input);
    if (!other) throw error;
    return other;
  }
}

async function findEarlier(
  actor: Actor,
  id: string,
  { predicate }: ApplySweepInput,
): Promise<Sweep | null> {
  const stored = await db().sweep.findUnique({ where: { id } });
  if (!stored) return null;
  const isSame =
    stored.createdBy === actor.id &&
    stored.attributeId === predicate.attributeId &&
    stored.surface === predicate.surface &&
    stored.valueKey === predicate.valueKey &&
    stored.correctionId === predicate.correctionId;
  if (!isSame) throw new AppError('conflict', 'sweeps.errors.id-taken', { id });
  return findSweep(db(), id);
}

async function apply(
  tx: Transaction,
  actor: Actor,
  id: string,
  input: ApplySweepInput,
  now: Date,
): Promise<Sweep> {
  const { predicate, asOf, sampleIds, sampleHash } = input;
  const { attributeId, valueKey, surface, correctionId } = predicate;
  // First of all the id: the same call at the same moment waits here and then answers what this did.
  await tx.sweep.create({
    data: {
      id,
      attributeId,
      valueKey,
      surface,
      predicate: { ...predicate, asOf, sampleIds, sampleHash },
      values: [],
      correctionId,
      createdBy: actor.id,
      createdAt: now,
    },
  });
  const subject = await readSubject(tx, predicate);
  if (!subject) throw new AppError('conflict', 'sweeps.errors.nothing-left');
  await refuseUnseen(tx, input, subject);
  const { decided, leased } = await writeDecisions(tx, actor, id, input, subject, now);
  if (decided === 0) throw new AppError('conflict', 'sweeps.errors.nothing-left');
  const isWholeSample = sampleIds.length >= leastConfidentSamples + randomSamples;
  if (!isWholeSample && decided > sampleIds.length) throw changedSample();
  await tx.sweep.update({
    where: { id },
    data: { values: subject.verdict.values, decidedCount: decided, leasedCount: leased },
  });
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'sweep.apply',
    subjectType: 'sweep',
    subjectId: id,
    detail: { attributeId, surface, correctionId, ...subject.verdict, decided, leased },
  });
  const done = await findSweep(tx, id);
  if (!done) throw new AppError('not-found', 'errors.not-found', { subject: `sweep ${id}` });
  return done;
}

/** A sample that was decided, re-read from another text or swapped is none: look again. */
async function refuseUnseen(
  tx: Transaction,
  { predicate, asOf, sampleIds, sampleHash }: ApplySweepInput,
  subject: SweepSubject,
): Promise<void> {
  const at = new Date(asOf);
  const seen = await tx.$queryRaw<{ proposalId: number; contentHash: string }[]>`
    WITH seen AS MATERIALIZED (SELECT * FROM proposals WHERE id = ANY(${sampleIds}::int[]))
    SELECT p.id AS "proposalId", p.content_hash AS "contentHash"
    FROM seen p ${joinSweepable} ${joinPart}
    WHERE ${matchesPredicate(predicate, subject, at)}`;
  if (hashSample(predicate, at, seen) !== sampleHash) throw changedSample();
}

function changedSample(): AppError {
  return new AppError('conflict', 'sweeps.errors.sample-changed');
}

/**
 * Rows that a single decision has locked are passed over, so that neither waits for the other: the
 * one that locked first wins.
 */
async function writeDecisions(
  tx: Transaction,
  actor: Actor,
  id: string,
  { predicate, asOf }: ApplySweepInput,
  subject: SweepSubject,
  now: Date,
): Promise<{ decided: number; leased: number }> {
  const matches = matchesPredicate(predicate, subject, new Date(asOf));
  const joins = joinExcludedParts(predicate);
  const { kind, absence, values, errorKind } = subject.verdict;
  const held = await tx.$queryRaw<{ id: number }[]>`
    SELECT r.product_id AS id FROM review_items r WHERE r.state = 'ready' AND ${isHeld(now)}`;
  const heldIds = held.map((product) => product.id);
  const [counts] = await tx.$queryRaw<{ decided: number; leased: number }[]>`
    WITH due AS MATERIALIZED (
      SELECT p.id, p.decision_id AS head_id, gen_random_uuid() AS new_id
      FROM proposals p ${joinSweepable} ${joins}
      WHERE ${matches} AND ${isFree(now)}
      FOR UPDATE OF p SKIP LOCKED
    ), moved AS (
      UPDATE proposals p SET decision_id = d.new_id
      FROM due d WHERE p.id = d.id
      RETURNING p.*, d.head_id
    ), written AS (
      INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, absence, values,
        proposed, model_version, surface, mode, supersedes_id, reviewer_id, error_kind, decided_at,
        sweep_id)
      SELECT m.decision_id, m.id, m.product_id, m.attribute_id, ${kind}::"DecisionKind",
        ${absence}::"Absence", ${JSON.stringify(values)}::jsonb,
        jsonb_build_object('values', m.values, 'alternatives', m.alternatives,
          'confidence', m.confidence, 'flags', m.flags, 'modelVersion', m.model_version),
        m.model_version, m.surface, 'sweep', m.head_id, ${actor.id}, ${errorKind},
        ${now}::timestamptz, ${id}::uuid
      FROM moved m
      RETURNING id
    )
    SELECT (SELECT count(*) FROM written)::int AS decided,
      (SELECT count(*) FROM proposals p ${joinSweepable} ${joins}
        WHERE p.product_id = ANY(${heldIds}::int[]) AND ${matches})::int AS leased`;
  return counts ?? { decided: 0, leased: 0 };
}
