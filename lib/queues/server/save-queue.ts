import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError, type Issue } from '../../platform/errors';
import type { Actor } from '../../platform/session';
import type { QueueFilter } from '../../curation/contract';
import type { Queue, SaveQueueInput } from '../contract';
import { endRounds } from '../../overlap/server';
import { findQueue } from './list-queues';
import { categoryTree } from '../../curation/server';

/**
 * Makes a queue, or replaces the one with this id; assignments are replaced with it.
 * @throws AppError `invalid` that names every part of the filter which does not exist.
 */
export async function saveQueue(actor: Actor, input: SaveQueueInput, now: Date): Promise<Queue> {
  const { id, name, filter, order, reviewsWanted, overlapShare } = input;
  const assigneeIds = [...new Set(input.assigneeIds)];
  const saved = { name, filter, order, reviewsWanted, overlapShare };
  await db().$transaction(async (tx) => {
    await refuseUnknown(tx, filter, assigneeIds, reviewsWanted);
    await tx.queue.upsert({
      where: { id },
      create: { id, ...saved, createdBy: actor.id },
      update: saved,
    });
    await tx.queueAssignee.deleteMany({ where: { queueId: id, userId: { notIn: assigneeIds } } });
    await tx.queueAssignee.createMany({
      data: assigneeIds.map((userId) => ({ queueId: id, userId })),
      skipDuplicates: true,
    });
    if (reviewsWanted === 1) await endRounds(tx, id);
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'queue.save',
      subjectType: 'queue',
      subjectId: id,
      detail: { ...saved, assigneeIds },
    });
  });
  return findQueue(actor, id, now);
}

interface Facts {
  readonly has_category: boolean;
  readonly has_attribute: boolean;
  readonly has_seller: boolean;
  readonly has_model: boolean;
  readonly people: number;
}

async function refuseUnknown(
  tx: Transaction,
  filter: QueueFilter,
  assigneeIds: readonly string[],
  reviewsWanted: number,
): Promise<void> {
  const { categoryKey = null, attributeKey = null, sellerId = null, modelVersion = null } = filter;
  const [facts] = await tx.$queryRaw<Facts[]>`
    SELECT (${categoryKey}::text IS NULL
        OR EXISTS (SELECT FROM categories WHERE key = ${categoryKey})) AS has_category,
      (${attributeKey}::text IS NULL OR EXISTS (SELECT FROM attributes a
        WHERE a.key = ${attributeKey} AND a.archived_at IS NULL AND (${categoryKey}::text IS NULL
          OR a.category_id = ANY(${categoryTree(categoryKey ?? '')})))) AS has_attribute,
      (${sellerId}::int IS NULL OR EXISTS (SELECT FROM sellers WHERE id = ${sellerId}::int))
        AS has_seller,
      (${modelVersion}::text IS NULL
        OR EXISTS (SELECT FROM model_versions WHERE name = ${modelVersion})
        OR EXISTS (SELECT FROM review_items WHERE model_version = ${modelVersion})) AS has_model,
      (SELECT count(*) FROM users WHERE id = ANY(${assigneeIds}::text[])
        AND role <> 'viewer' AND banned IS NOT TRUE)::int AS people`;
  const issues: Issue[] = [];
  const check = (isFine: boolean | undefined, path: string) => {
    if (!isFine) issues.push({ path, message: 'unknown' });
  };
  check(facts?.has_category, 'filter.categoryKey');
  check(facts?.has_attribute, 'filter.attributeKey');
  check(facts?.has_seller, 'filter.sellerId');
  check(facts?.has_model, 'filter.modelVersion');
  // Fewer people than reviews would leave every round unfinished.
  const isEnough = assigneeIds.length === 0 || assigneeIds.length >= reviewsWanted;
  check(facts?.people === assigneeIds.length && isEnough, 'assigneeIds');
  const isUpsideDown = (least = 0, most = Infinity) => least > most;
  check(!isUpsideDown(filter.minimumPrice, filter.maximumPrice), 'filter.maximumPrice');
  check(!isUpsideDown(filter.minimumAgeHours, filter.maximumAgeHours), 'filter.maximumAgeHours');
  if (issues.length === 0) return;
  const fields = issues.map(({ path }) => path).join(', ');
  throw new AppError('invalid', 'queues.errors.unknown-parts', { fields }, issues);
}
