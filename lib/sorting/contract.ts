import * as z from 'zod';
import { categoryProposal } from '../catalogue/product-contract';
import { rowIdInAddress } from '../platform/inputs';
import { key } from '../values/contract';

/** Why a category is proposed: there is none, a file names another, or the texts speak for another. */
const proposalReason = z.enum(['uncategorised', 'file', 'doubtful']);
export const categoryCandidates = categoryProposal.shape.candidates;

// GET /api/category-proposals – those that wait for a person, oldest first
export const sortingQuery = z.object({
  /** `next` of the page before. */
  cursor: rowIdInAddress.optional(),
  limit: z.coerce.number<number>().int().min(1).max(100).default(20),
});
export type SortingQuery = z.infer<typeof sortingQuery>;

export const sortingLine = z.object({
  id: z.number().int(),
  productId: z.number().int(),
  title: z.string(),
  spec: z.string(),
  brand: z.string().nullable(),
  seller: z.string(),
  /** What its file calls the category. */
  sellerCategory: z.string().nullable(),
  reason: proposalReason,
  /** The category that it is in. */
  currentKey: key,
  proposedKey: key.nullable(),
  /** At most three leaves, best first. */
  candidates: categoryCandidates,
  modelVersion: z.string(),
  /** The last decision of its chain, which the next one follows. */
  head: z.uuid().nullable(),
});
export type SortingLine = z.infer<typeof sortingLine>;
export const sortingPage = z.object({
  proposals: z.array(sortingLine),
  next: z.number().int().nullable(),
  /** How many wait in all; null behind the first page. */
  total: z.number().int().nullable(),
});
export type SortingPage = z.infer<typeof sortingPage>;

// POST /api/category-proposals/:id/decisions
export const sortingPath = z.object({ id: rowIdInAddress });
export const categoryDecisionInput = z.object({
  /** Made by the client; sending it twice decides once. */
  decisionId: z.uuid(),
  /** The decision that this one follows; null for the first. */
  head: z.uuid().nullable(),
  /** The leaf it belongs to; the one that it is in keeps it there. */
  toKey: key,
});
export type CategoryDecisionInput = z.infer<typeof categoryDecisionInput>;

// POST /api/category-proposals/:id/undo
export const categoryUndoInput = categoryDecisionInput.omit({ toKey: true }).extend({
  head: z.uuid(),
});
export type CategoryUndoInput = z.infer<typeof categoryUndoInput>;

export const categoryDecision = z.object({
  id: z.uuid(),
  proposalId: z.number().int(),
  productId: z.number().int(),
  kind: z.enum(['accept', 'correct', 'keep', 'undo']),
  fromKey: key,
  toKey: key,
  moveId: z.uuid().nullable(),
  reviewerId: z.string(),
  decidedAt: z.iso.datetime(),
});
export type CategoryDecision = z.infer<typeof categoryDecision>;

// GET /api/products/:id/category-decisions – newest first
export const categoryDecisions = z.array(categoryDecision);
