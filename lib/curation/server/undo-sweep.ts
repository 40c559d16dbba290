import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { mayActAs } from '../../platform/roles';
import type { Actor } from '../../platform/session';
import type { Sweep } from '../sweep-contract';
import { findSweep } from './list-sweeps';

/**
 * Takes a sweep back: each of its decisions that is still the last word on a product that nobody has
 * submitted is undone, all in one statement. What was decided anew or submitted stays. Sending it
 * again changes nothing.
 * @throws AppError `not-found`; `forbidden` when it is somebody else's and `actor` is no lead.
 */
export async function undoSweep(actor: Actor, id: string, now: Date): Promise<Sweep> {
  return db().$transaction(async (tx) => {
    const stored = await tx.sweep.findUnique({ where: { id } });
    if (!stored) throw new AppError('not-found', 'errors.not-found', { subject: `sweep ${id}` });
    if (stored.createdBy !== actor.id && !mayActAs(actor.role, 'lead')) {
      throw new AppError('forbidden', 'sweeps.errors.not-own');
    }
    const { count } = await tx.sweep.updateMany({
      where: { id, undoneAt: null },
      data: { undoneAt: now },
    });
    if (count > 0) {
      const undone = await writeUndos(tx, actor, id, now);
      await tx.sweep.update({ where: { id }, data: { undoneCount: undone } });
      await writeAudit(tx, {
        actorId: actor.id,
        action: 'sweep.undo',
        subjectType: 'sweep',
        subjectId: id,
        detail: { undone, kept: stored.decidedCount - undone },
      });
    }
    const done = await findSweep(tx, id);
    if (!done) throw new AppError('not-found', 'errors.not-found', { subject: `sweep ${id}` });
    return done;
  });
}

/** Holds the review items too: what is being submitted must not lose a value on its way. */
async function writeUndos(tx: Transaction, actor: Actor, id: string, now: Date): Promise<number> {
  const [counts] = await tx.$queryRaw<{ undone: number }[]>`
    WITH due AS MATERIALIZED (
      SELECT p.id, p.decision_id AS head_id, gen_random_uuid() AS new_id
      FROM decisions d
      JOIN proposals p ON p.id = d.proposal_id AND p.decision_id = d.id AND p.superseded_at IS NULL
      JOIN review_items r ON r.product_id = p.product_id AND r.state = 'ready'
      WHERE d.sweep_id = ${id}::uuid AND d.kind <> 'undo'
      ORDER BY p.product_id
      FOR SHARE OF r FOR UPDATE OF p
    ), moved AS (
      UPDATE proposals p SET decision_id = d.new_id
      FROM due d WHERE p.id = d.id
      RETURNING p.*, d.head_id
    ), written AS (
      INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, values, proposed,
        model_version, surface, mode, supersedes_id, reviewer_id, decided_at, sweep_id)
      SELECT m.decision_id, m.id, m.product_id, m.attribute_id, 'undo', '[]'::jsonb,
        jsonb_build_object('values', m.values, 'alternatives', m.alternatives,
          'confidence', m.confidence, 'flags', m.flags, 'modelVersion', m.model_version),
        m.model_version, m.surface, 'sweep', m.head_id, ${actor.id}, ${now}::timestamptz, ${id}::uuid
      FROM moved m
      RETURNING id
    )
    SELECT (SELECT count(*) FROM written)::int AS undone`;
  return counts?.undone ?? 0;
}
