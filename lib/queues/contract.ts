import * as z from 'zod';
import { queueFilter, queueOrder } from '../curation/contract';

export const queue = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(80),
  filter: queueFilter,
  order: queueOrder,
  /** How many people review each sampled product for themselves; 1 is no overlap. */
  reviewsWanted: z.number().int().min(1).max(5),
  /** Share of the products that is sampled for it, in (0, 1]. */
  overlapShare: z.number().min(0.01).max(1),
  /** Who alone may claim from it; open to all when there is nobody. */
  assignees: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Products that wait, and those that somebody holds right now; counted up to `countLimit`. */
  ready: z.number().int(),
  leased: z.number().int(),
});
export type Queue = z.infer<typeof queue>;

export const saveQueueInput = queue
  .pick({ id: true, name: true, filter: true, order: true })
  .extend({
    reviewsWanted: queue.shape.reviewsWanted.default(1),
    overlapShare: queue.shape.overlapShare.default(1),
    assigneeIds: z.array(z.string().max(200)).max(100).default([]),
  });
export type SaveQueueInput = z.infer<typeof saveQueueInput>;

// POST /api/queues/preview – what a filter would hold, while it is made
export const previewQueueInput = z.object({ filter: queueFilter, order: queueOrder });
export type PreviewQueueInput = z.infer<typeof previewQueueInput>;
export const queuePreview = z.object({
  /** Counted up to `countLimit`. */
  ready: z.number().int(),
  /** The first ones in the order of the queue. */
  products: z.array(
    z.object({
      productId: z.number().int(),
      title: z.string(),
      seller: z.string(),
      categoryNameKo: z.string(),
      categoryNameEn: z.string(),
      needs: z.number().int(),
      rows: z.number().int(),
    }),
  ),
});
export type QueuePreview = z.infer<typeof queuePreview>;

// GET /api/queues/choices – what filters and assignments can name
export const queueChoices = z.object({
  modelVersions: z.array(z.string()),
  people: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type QueueChoices = z.infer<typeof queueChoices>;
