import * as z from 'zod';
import { attributeDefinition, attributeValue, evidence, key, textField } from '../values/contract';
import { absence, decisionKind } from '../values/decision';
import { maximumExcludedParts, maximumExcludedProducts } from './limits';
import { rowId, rowIdInAddress } from '../platform/inputs';

/** What one sweep takes in: every undecided proposal of one attribute with one spelling and value. */
export const sweepTarget = z.object({
  attributeId: rowIdInAddress,
  surface: z.string().max(4000),
  /** Null for a spelling that no value could be read from. */
  valueKey: z.string().max(4000).nullable(),
});
export type SweepTarget = z.infer<typeof sweepTarget>;

/** The proposals of a group that were read in the same way: behind one label, or by one seller. */
export const sweepPart = z.object({
  field: textField.nullable(),
  /** Null where the label tells it. */
  sellerId: rowId.nullable(),
  /** Words before the value in its segment of the spec text ("색상:"); empty elsewhere. */
  label: z.string().max(200),
});
export type SweepPart = z.infer<typeof sweepPart>;

/** How an address names a target: `/sweeps?category=…&attribute=…&surface=…&value=…`. */
export const sweepAddress = z.object({
  category: key,
  attribute: key,
  surface: sweepTarget.shape.surface,
  value: z.string().max(4000),
});
export type SweepAddress = z.infer<typeof sweepAddress>;

/** A group without what its rejected samples stand for. */
export const sweepPredicate = sweepTarget.extend({
  excludedParts: z.array(sweepPart).max(maximumExcludedParts).default([]),
  excludedProductIds: z.array(rowId).max(maximumExcludedProducts).default([]),
  /** The decision that is carried over to the group; null accepts what was proposed. */
  correctionId: z.uuid().nullable().default(null),
});
export type SweepPredicate = z.infer<typeof sweepPredicate>;

// GET /api/sweeps/groups – largest first
export const sweepGroupQuery = z.object({
  /** Leaf or inner category; an inner one takes in everything below it. */
  categoryKey: key.optional(),
  attributeKey: key.optional(),
  /** `next` of the page before. */
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
});
export type SweepGroupQuery = z.infer<typeof sweepGroupQuery>;

const sweepAttribute = attributeDefinition.pick({
  key: true,
  nameKo: true,
  nameEn: true,
  type: true,
  unit: true,
});

/** One line of the list of groups. */
export const sweepGroupSummary = sweepTarget.extend({
  valueKey: z.string(),
  category: z.object({ key, nameKo: z.string(), nameEn: z.string() }),
  attribute: sweepAttribute,
  values: z.array(attributeValue),
  /** Products that wait and that nobody holds. */
  count: z.number().int(),
  meanConfidence: z.number(),
  minConfidence: z.number(),
});
export type SweepGroupSummary = z.infer<typeof sweepGroupSummary>;
export const sweepGroupPage = z.object({
  groups: z.array(sweepGroupSummary),
  next: z.string().nullable(),
  /** All groups and the proposals in them, with the first page. */
  total: z.object({ groups: z.number().int(), proposals: z.number().int() }).nullable(),
});
export type SweepGroupPage = z.infer<typeof sweepGroupPage>;

/** One product that stands for its group. */
export const sweepSample = z.object({
  proposalId: z.number().int(),
  productId: z.number().int(),
  title: z.string(),
  seller: z.string(),
  imageUrl: z.string().nullable(),
  confidence: z.number(),
  /** True for the least confident ones, false for those drawn by chance. */
  isLeastConfident: z.boolean(),
  hasFlags: z.boolean(),
  evidence: evidence.nullable(),
  /** The text around the evidence, what was read marked. */
  snippet: z.array(z.object({ text: z.string(), isMark: z.boolean() })),
  /** What the catalogue holds now. */
  current: z.object({ values: z.array(attributeValue), absence: absence.nullable() }).nullable(),
  part: sweepPart,
  /** Products of the group in the same part, this one included. */
  partCount: z.number().int(),
});
export type SweepSample = z.infer<typeof sweepSample>;

// POST /api/sweeps/group
export const readSweepInput = z.object({
  predicate: sweepPredicate,
  /** The same seed draws the same sample while the group stays the same. */
  seed: z.number().int().min(0).max(2_147_483_647),
});
export type ReadSweepInput = z.infer<typeof readSweepInput>;

/** What a bulk accept would do to the catalogue. */
export const sweepRadius = z.object({
  /** Products whose value would be decided. */
  products: z.number().int(),
  /** Catalogue values that would be new, replaced by another, or the same as now. */
  added: z.number().int(),
  overwritten: z.number().int(),
  unchanged: z.number().int(),
  /** Proposals that break a rule. */
  flagged: z.number().int(),
  sellers: z.number().int(),
  /** Left out because somebody holds the product. */
  leased: z.number().int(),
});
export type SweepRadius = z.infer<typeof sweepRadius>;

/** What a sweep decides on every product of its group. */
const sweepVerdict = {
  kind: decisionKind.exclude(['undo', 'added']),
  absence: absence.nullable(),
  values: z.array(attributeValue),
};

/** A group as it stood at one instant, with the sample that has to be looked at. */
export const sweepGroup = z.object({
  category: z.object({ key, nameKo: z.string(), nameEn: z.string() }),
  attribute: attributeDefinition,
  ...sweepVerdict,
  predicate: sweepPredicate,
  asOf: z.iso.datetime(),
  count: z.number().int(),
  samples: z.array(sweepSample),
  sampleHash: z.string(),
});
export type SweepGroup = z.infer<typeof sweepGroup>;

// PUT /api/sweeps/:id – `id` is made by the client; sending it twice changes nothing.
export const applySweepInput = z.object({
  predicate: sweepPredicate,
  /** Instant and sample of the group that was looked at; both come from `sweepGroup`. */
  asOf: z.iso.datetime(),
  sampleIds: z.array(rowId).min(1).max(20),
  sampleHash: z.string().max(100),
});
export type ApplySweepInput = z.infer<typeof applySweepInput>;

export const sweep = z.object({
  id: z.uuid(),
  category: z.object({ key, nameKo: z.string(), nameEn: z.string() }),
  attribute: sweepAttribute,
  surface: z.string(),
  ...sweepVerdict,
  decided: z.number().int(),
  leased: z.number().int(),
  /** Name and id of the person who made it. */
  createdBy: z.string(),
  createdById: z.string(),
  createdAt: z.iso.datetime(),
  undoneAt: z.iso.datetime().nullable(),
  /** Decisions that the undo took back; the others had been decided anew or submitted. */
  undone: z.number().int(),
});
export type Sweep = z.infer<typeof sweep>;

// GET /api/sweeps – newest first
export const sweepList = z.array(sweep);

/** The least confident proposals and some by chance. */
export const leastConfidentSamples = 3;
export const randomSamples = 5;
