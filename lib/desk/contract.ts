import * as z from 'zod';
import { queueFilter, queueOrder, reviewProduct } from '../curation/contract';

// POST /api/review/claim
export const claimInput = z.object({
  queueId: z.uuid().optional(),
  filter: queueFilter.optional(),
  order: queueOrder.optional(),
  /** How many products the caller wants to hold after this call, those it names included. */
  count: z.number().int().min(1).max(5).default(1),
  /** Products that the caller already holds. */
  holding: z.array(z.number().int()).max(20).default([]),
  /**
   * Only these: to open one product by name, or to go on with one's own after a reload. The only way
   * to be given a product that the caller itself holds: its lease goes on, under a new token beside
   * those that other windows of the caller have.
   */
  productIds: z.array(z.number().int()).min(1).max(5).optional(),
});
export type ClaimInput = z.infer<typeof claimInput>;
export const claimResult = z.object({
  products: z.array(reviewProduct),
  /** Free products of the queue, the claimed ones not counted; counted up to `countLimit`. */
  remaining: z.number().int(),
});
export type ClaimResult = z.infer<typeof claimResult>;

// POST /api/review/products/:productId/take-over – answers the new `lease`
export const takeOverInput = z.object({
  /** Whom the product is taken from, as the person saw it; another holder is left alone. */
  fromUserId: z.string(),
  /** Made by the client, the token of the new lease: sending it twice changes nothing. */
  token: z.uuidv4(),
});
export type TakeOverInput = z.infer<typeof takeOverInput>;

// POST /api/review/leases/renew, /release
export const leaseTokens = z.object({ tokens: z.array(z.uuid()).min(1).max(20) });
