import type { QueueFilter } from './contract';

/** Fields of which a product has one: a queue's and a person's must name the same. */
const single = ['sellerId', 'attributeKey', 'modelVersion', 'flag'] as const;

const greater = (a?: number, b?: number): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
const less = (a?: number, b?: number): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);

/**
 * What is in a queue and answers a person's own filter as well; null when nothing can, because they
 * name different sellers, attributes, models or flags. Of two categories the queue's is kept: whoever
 * asks cuts their trees.
 */
export function narrowFilter(queue: QueueFilter, own: QueueFilter): QueueFilter | null {
  const isApart = single.some(
    (field) =>
      queue[field] !== undefined && own[field] !== undefined && queue[field] !== own[field],
  );
  if (isApart) return null;
  const query = [queue.query, own.query].filter((words) => words !== undefined).join(' ');
  const narrowed = {
    ...own,
    ...queue,
    onlyFlagged: queue.onlyFlagged || own.onlyFlagged || undefined,
    maximumConfidence: less(queue.maximumConfidence, own.maximumConfidence),
    minimumPrice: greater(queue.minimumPrice, own.minimumPrice),
    maximumPrice: less(queue.maximumPrice, own.maximumPrice),
    minimumAgeHours: greater(queue.minimumAgeHours, own.minimumAgeHours),
    maximumAgeHours: less(queue.maximumAgeHours, own.maximumAgeHours),
    query: query === '' ? undefined : query,
  };
  return Object.fromEntries(
    Object.entries(narrowed).filter(([, value]) => value !== undefined),
  ) as QueueFilter;
}
