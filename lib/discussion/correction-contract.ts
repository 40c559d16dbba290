import * as z from 'zod';
import { attributeDefinition, attributeValue, key } from '../values/contract';
import { errorKind } from '../values/decision';
import { sweepTarget } from '../sweeps/contract';

/** Why a waiting proposal may hold the same mistake. */
export const alikeReason = z.enum(['value', 'spelling', 'label', 'seller', 'model', 'confidence']);
export type AlikeReason = z.infer<typeof alikeReason>;

/** One waiting proposal that resembles the corrected one. */
export const alikeProposal = z.object({
  proposalId: z.number().int(),
  productId: z.number().int(),
  title: z.string(),
  seller: z.string(),
  surface: z.string(),
  valueKey: z.string().nullable(),
  values: z.array(attributeValue),
  confidence: z.number(),
  /** The likest first. */
  reasons: z.array(alikeReason),
  /** The text around what was read, the reading marked. */
  snippet: z.array(z.object({ text: z.string(), isMark: z.boolean() })),
});
export type AlikeProposal = z.infer<typeof alikeProposal>;

/** A spelling that a schema could learn: for a listed value, or for the attribute when `value` is null. */
export const synonymOffer = z.object({
  value: z.string().nullable(),
  spelling: z.string().trim().min(1).max(200),
});
export type SynonymOffer = z.infer<typeof synonymOffer>;

// GET /api/review/corrections/:id – what a correction could do elsewhere
export const correctionAftermath = z.object({
  decisionId: z.uuid(),
  errorKind: errorKind.nullable(),
  attribute: attributeDefinition,
  category: z.object({ key, nameKo: z.string(), nameEn: z.string() }),
  /** Waiting proposals with the same spelling and value; null where nothing was proposed. */
  target: sweepTarget.nullable(),
  /** How many products they are, those that somebody holds left out; counted up to `countLimit`. */
  same: z.number().int(),
  alike: z.array(alikeProposal),
  synonym: synonymOffer.nullable(),
});
export type CorrectionAftermath = z.infer<typeof correctionAftermath>;

export const synonymState = z.enum(['proposed', 'applied', 'refused', 'withdrawn']);

// PUT /api/synonyms/:id – `id` is made by the client; sending it twice changes nothing.
export const wishSynonymInput = z.object({ decisionId: z.uuid() });

// POST /api/synonyms/:id/:step
export const synonymStep = z.enum(['apply', 'refuse', 'withdraw']);
export type SynonymStep = z.infer<typeof synonymStep>;
export const synonymStepPath = z.object({ id: z.uuid(), step: synonymStep });

export const synonymWish = z.object({
  id: z.uuid(),
  category: z.object({ key, nameKo: z.string(), nameEn: z.string() }),
  attribute: attributeDefinition.pick({ key: true, nameKo: true, nameEn: true }),
  value: z.string().nullable(),
  spelling: z.string(),
  state: synonymState,
  /** Name and id of the person who wished it. */
  createdBy: z.string(),
  createdById: z.string(),
  createdAt: z.iso.datetime(),
  settledBy: z.string().nullable(),
  settledAt: z.iso.datetime().nullable(),
});
export type SynonymWish = z.infer<typeof synonymWish>;

// GET /api/synonyms – those that wait, then the last that were settled
export const synonymWishes = z.array(synonymWish);
