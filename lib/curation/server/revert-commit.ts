import { writeAudit } from '../../platform/audit';
import { db, isUniqueViolation, Prisma, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { mayActAs } from '../../platform/roles';
import type { Actor } from '../../platform/session';
import { publishEvent } from '../../webhooks/server';
import { autonomyActorId, type RevertInput, type RevertResult } from '../contract';
import { isInForce } from './read-commit';
import { undoDecisions } from './undo-decisions';

/**
 * Takes a landed commit back with a new commit: every value that the catalogue still holds from it
 * becomes what it was before, provenance included; one that was written again since stays and is
 * named. The product waits for review again, and what was accepted unseen is undecided. Sending it again answers what the first call did.
 * @throws AppError `not-found`; `forbidden` when it is somebody else's and `actor` is no lead;
 * `conflict` when it has not landed or was reverted by another call.
 */
export async function revertCommit(
  actor: Actor,
  id: string,
  { commitId }: RevertInput,
  now: Date,
): Promise<RevertResult> {
  try {
    return await db().$transaction((tx) => revert(tx, actor, id, commitId, now));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const earlier = await db().commit.findUnique({ where: { id: commitId } });
    if (earlier?.revertsId !== id) {
      throw new AppError('conflict', 'commits.errors.already-reverted');
    }
    return describe(db(), id, commitId);
  }
}

async function revert(
  tx: Transaction,
  actor: Actor,
  id: string,
  commitId: string,
  now: Date,
): Promise<RevertResult> {
  const target = await tx.commit.findUnique({ where: { id } });
  if (!target) throw new AppError('not-found', 'errors.not-found', { subject: `commit ${id}` });
  if (target.createdBy !== actor.id && !mayActAs(actor.role, 'lead')) {
    throw new AppError('forbidden', 'commits.errors.not-own');
  }
  if (target.state !== 'landed') throw new AppError('conflict', 'commits.errors.not-landed');
  const { productId } = target;
  // The unique index on reverts_id lets one revert through; the row lock keeps landings out.
  await tx.commit.create({
    data: {
      id: commitId,
      productId,
      state: 'landed',
      createdBy: actor.id,
      createdAt: now,
      landsAt: now,
      landedAt: now,
      revertsId: id,
    },
  });
  await tx.$queryRaw`
    SELECT product_id FROM review_items WHERE product_id = ${productId}::int FOR UPDATE`;
  await tx.$executeRaw`
    WITH change AS MATERIALIZED (
      SELECT g.product_id, g.attribute_id, g.before, g.after
      FROM catalogue_changes g
      LEFT JOIN catalogue_values v
        ON v.product_id = g.product_id AND v.attribute_id = g.attribute_id
      WHERE g.commit_id = ${id}::uuid AND ${isInForce}
    ), written AS (
      INSERT INTO catalogue_values
        (product_id, attribute_id, values, absence, decision_id, commit_id, committed_at)
      SELECT c.product_id, c.attribute_id, c.before->'values', (c.before->>'absence')::"Absence",
        (c.before->>'decisionId')::uuid, k.id, k.landed_at
      FROM change c JOIN commits k ON k.id = (c.before->>'commitId')::uuid
      ON CONFLICT (product_id, attribute_id) DO UPDATE SET values = EXCLUDED.values,
        absence = EXCLUDED.absence, decision_id = EXCLUDED.decision_id,
        commit_id = EXCLUDED.commit_id, committed_at = EXCLUDED.committed_at
    ), removed AS (
      DELETE FROM catalogue_values v USING change c
      WHERE c.before IS NULL AND v.product_id = c.product_id AND v.attribute_id = c.attribute_id
    )
    INSERT INTO catalogue_changes (commit_id, product_id, attribute_id, before, after, at)
    SELECT ${commitId}::uuid, product_id, attribute_id, after, before, ${now}::timestamptz
    FROM change`;
  await tx.reviewItem.updateMany({
    where: { productId, state: 'committed' },
    data: { state: 'ready', commitId: null, submittedBy: null, submittedAt: null },
  });
  // What nobody looked at is open again, else the next commit of the product would bring it back.
  if (target.createdBy === autonomyActorId) {
    const unseen = Prisma.sql`d.mode = 'auto' AND d.id IN (
      SELECT (g.after->>'decisionId')::uuid FROM catalogue_changes g WHERE g.commit_id = ${id}::uuid)`;
    await undoDecisions(tx, actor, unseen, { mode: 'single', sweepId: null, now });
  }
  const result = await describe(tx, id, commitId);
  await writeAudit(tx, {
    actorId: actor.id,
    action: 'commit.revert',
    subjectType: 'commit',
    subjectId: id,
    detail: { productId, ...result },
  });
  const data = { ...result, revertsId: id, productId };
  await publishEvent(tx, { type: 'commit.reverted', data }, now);
  return result;
}

async function describe(tx: Transaction, id: string, commitId: string): Promise<RevertResult> {
  const records = await tx.$queryRaw<{ key: string; is_restored: boolean }[]>`
    SELECT a.key, back.id IS NOT NULL AS is_restored
    FROM catalogue_changes g
    JOIN attributes a ON a.id = g.attribute_id
    LEFT JOIN catalogue_changes back ON back.commit_id = ${commitId}::uuid
      AND back.product_id = g.product_id AND back.attribute_id = g.attribute_id
    WHERE g.commit_id = ${id}::uuid
    ORDER BY a.position, a.id`;
  const keysOf = (isRestored: boolean) =>
    records.filter((record) => record.is_restored === isRestored).map(({ key }) => key);
  return { commitId, restored: keysOf(true), kept: keysOf(false) };
}
