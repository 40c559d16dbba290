import * as z from 'zod';
import { rowId } from '../platform/inputs';
import { key } from '../values/contract';

/** Products that one move takes at most. */
const mostProducts = 10_000;

// POST /api/products/move/preview
export const moveSelection = z.object({
  productIds: z.array(rowId).min(1).max(mostProducts),
  /** The leaf that they go into. */
  toKey: key,
  /** Only those that are still in this category; the others are left and named. */
  fromKey: key.optional(),
});
export type MoveSelection = z.infer<typeof moveSelection>;

// POST /api/products/move
export const moveInput = moveSelection.extend({
  /** Made by the client; sending it twice moves once. */
  moveId: z.uuid(),
});
export type MoveInput = z.infer<typeof moveInput>;

/** Why a product was left where it is. */
const leftReason = z.enum(['missing', 'already-there', 'elsewhere', 'held']);
export type LeftReason = z.infer<typeof leftReason>;
const leftProduct = z.object({ productId: z.number().int(), reason: leftReason });

export const movePreview = z.object({
  /** Products that go. */
  products: z.number().int(),
  /** Committed values that the new schema takes over, and those that wait for the product's return. */
  carried: z.number().int(),
  parked: z.number().int(),
  /** Attributes of the new schema, over all products, for which nothing is known. */
  asked: z.number().int(),
  left: z.array(leftProduct),
});
export type MovePreview = z.infer<typeof movePreview>;

export const moveResult = z.object({
  moveId: z.uuid(),
  products: z.number().int(),
  left: z.array(leftProduct),
});
export type MoveResult = z.infer<typeof moveResult>;

// POST /api/category-moves/:id/undo
export const movePath = z.object({ id: z.uuid() });
