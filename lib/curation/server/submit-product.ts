import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db, isUniqueViolation } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import { graceMs, type ReviewRow, type SubmitInput, type SubmitResult } from '../contract';
import { landCommit } from '../jobs';
import { addPace } from './add-pace';
import { underToken } from './lease-tokens';
import { prepareProbes, settleProbes } from './settle-probes';
import { readReviewRows } from './review-rows';

/**
 * Submits a product: its decided values land in the catalogue once the grace time is over. Sending it
 * again with the same commit id answers what the first call did.
 * @throws AppError `conflict` when the lease is lost or rows that need a person are undecided (they
 * are named).
 */
export async function submitProduct(
  actor: Actor,
  productId: number,
  { leaseToken, commitId }: SubmitInput,
  now: Date,
): Promise<SubmitResult> {
  const landsAt = new Date(now.getTime() + graceMs);
  const probes = await prepareProbes(actor, productId);
  try {
    const isDone = await db().$transaction(async (tx) => {
      const [item] = await tx.reviewItem.updateManyAndReturn({
        where: { productId, state: 'ready', leaseUserId: actor.id, ...underToken(leaseToken) },
        data: {
          state: 'submitted',
          submittedBy: actor.id,
          submittedAt: now,
          commitId,
          leaseUserId: null,
          leaseToken: null,
          formerTokens: [],
          leaseUntil: null,
        },
        select: { leaseQueueId: true },
      });
      if (!item) return false;
      await settleProbes(tx, actor, productId, probes, now);
      const rows = (await readReviewRows(tx, [productId])).get(productId) ?? [];
      const error = undecidedError(rows);
      if (error) throw error;
      await addPace(tx, actor.id, item.leaseQueueId, rows, now);
      await tx.commit.create({
        data: { id: commitId, productId, createdBy: actor.id, createdAt: now, landsAt },
      });
      await enqueue(tx, landCommit, { commitId }, { runAt: landsAt, key: landingKey(commitId) });
      await writeAudit(tx, {
        actorId: actor.id,
        action: 'product.submit',
        subjectType: 'product',
        subjectId: String(productId),
        detail: { commitId },
      });
      return true;
    });
    if (isDone) return { commitId, landsAt: landsAt.toISOString() };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  return readEarlier(actor, productId, commitId);
}

/** The job key of a commit's landing: one per commit. */
export function landingKey(commitId: string): string {
  return `land-commit:${commitId}`;
}

/** Why rows cannot be submitted: those that need a person and have no decision are named. */
export function undecidedError(rows: readonly ReviewRow[]): AppError | null {
  const undecided = rows.filter(({ group, decision }) => group === 'needs' && decision === null);
  if (undecided.length === 0) return null;
  return new AppError(
    'conflict',
    'review.errors.undecided',
    {
      count: undecided.length,
      names: undecided.map(({ attribute }) => attribute.nameKo).join(', '),
    },
    undecided.map(({ attribute, reasons }) => ({
      path: `rows.${attribute.key}`,
      message: reasons.join(', '),
    })),
  );
}

async function readEarlier(
  actor: Actor,
  productId: number,
  commitId: string,
): Promise<SubmitResult> {
  const earlier = await db().commit.findUnique({ where: { id: commitId } });
  if (!earlier) throw new AppError('conflict', 'review.errors.lease-lost');
  if (earlier.productId !== productId || earlier.createdBy !== actor.id) {
    throw new AppError('conflict', 'review.errors.commit-id-taken', { id: commitId });
  }
  if (earlier.state === 'cancelled') throw new AppError('conflict', 'review.errors.lease-lost');
  return { commitId, landsAt: earlier.landsAt.toISOString() };
}
