import { writeAudit } from '../../platform/audit';
import { db, Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { mayActAs } from '../../platform/roles';
import type { Actor } from '../../platform/session';
import type { Sweep } from '../contract';
import { findSweep } from './list-sweeps';
import { undoDecisions } from '../../curation/server';

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
      const undone = await undoDecisions(tx, actor, ofSweep(id), {
        mode: 'sweep',
        sweepId: id,
        now,
      });
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

/** Decisions of the sweep that are the last word on a product that nobody has submitted. */
function ofSweep(id: string): Prisma.Sql {
  return Prisma.sql`d.sweep_id = ${id}::uuid AND r.state = 'ready'`;
}
