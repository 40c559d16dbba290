import * as z from 'zod';
import { attributeDefinition, attributeValue, evidence, key, ruleFlag } from '../values/contract';
import { proposalBody } from '../proposals/contract';
import {
  absence,
  decisionKind,
  decisionMode,
  errorKind,
  heldValue,
  skipReason,
} from '../values/decision';
import { reviewState, customerReview } from '../catalogue/product-contract';
import { instant, rowId, rowIdInAddress } from '../platform/inputs';

export { countLimit, graceMs, leaseMs } from './limits';

/** `[productId]` or `[id]` of a path. */
export const productPath = z.object({ productId: rowIdInAddress });
export const numberPath = z.object({ id: rowIdInAddress });
export const idPath = z.object({ id: z.uuid() });

/** A saved filter over review items; a queue is nothing but this. */
export const queueFilter = z.object({
  /** Leaf or inner category; an inner one takes in everything below it. */
  categoryKey: key.optional(),
  sellerId: rowId.optional(),
  attributeKey: key.optional(),
  modelVersion: z.string().max(120).optional(),
  maximumConfidence: z.number().min(0).max(1).optional(),
  onlyFlagged: z.boolean().optional(),
  /** Only where this rule failed. */
  flag: ruleFlag.optional(),
  minimumPrice: z.number().int().min(0).optional(),
  maximumPrice: z.number().int().min(0).optional(),
  /** Hours since the proposals were made. */
  minimumAgeHours: z.number().min(0).max(87_600).optional(),
  maximumAgeHours: z.number().min(0).max(87_600).optional(),
  /** Words of the title. */
  query: z.string().trim().max(200).optional(),
});
export type QueueFilter = z.infer<typeof queueFilter>;

export const queueOrder = z.enum([
  'needs-first',
  'errors-per-second',
  'least-confident',
  'oldest',
  'newest',
]);
export type QueueOrder = z.infer<typeof queueOrder>;

/** Why a row is in the group "Needs you". */
export const needReason = z.enum([
  'low-confidence',
  'rule',
  'witness-conflict',
  'overwrites-human',
  'required-missing',
  /** The catalogue holds a value that was not found again. */
  'standing-value',
  /** The suggestion was hidden to measure the model by an answer of one's own. */
  'hidden',
]);
export type NeedReason = z.infer<typeof needReason>;

export const rowGroup = z.enum(['needs', 'right', 'absent']);
export type RowGroup = z.infer<typeof rowGroup>;

/** The decision in force on a row. */
export const decisionInForce = z.object({
  id: z.uuid(),
  kind: decisionKind.exclude(['undo']),
  absence: absence.nullable(),
  values: z.array(attributeValue),
  mode: decisionMode,
  errorKind: errorKind.nullable(),
  reviewerId: z.string(),
  decidedAt: z.iso.datetime(),
  /** Where the listing says what was decided. */
  evidence: evidence.nullish(),
});
export type DecisionInForce = z.infer<typeof decisionInForce>;

export const reviewRow = z.object({
  proposalId: z.number().int(),
  attribute: attributeDefinition,
  group: rowGroup,
  reasons: z.array(needReason),
  modelVersion: z.string(),
  proposal: proposalBody,
  /** What the catalogue holds now. */
  current: z.object({ values: z.array(attributeValue), absence: absence.nullable() }).nullable(),
  /** What other sellers of the same product say, most frequent first; for conflict alarms. */
  witnesses: z.array(
    z.object({
      values: z.array(attributeValue),
      surface: z.string(),
      sellers: z.array(z.string()),
    }),
  ),
  decision: decisionInForce.nullable(),
  /** Id of the last link of the decision chain, an undo included; the next decision supersedes it. */
  headId: z.uuid().nullable(),
});
export type ReviewRow = z.infer<typeof reviewRow>;

export const lease = z.object({
  token: z.uuid(),
  userId: z.string(),
  userName: z.string(),
  until: z.iso.datetime(),
});
export type Lease = z.infer<typeof lease>;

/** Everything the review screen paints for one product. */
export const reviewProduct = z.object({
  productId: z.number().int(),
  externalId: z.string(),
  seller: z.string(),
  category: z.object({
    key,
    nameKo: z.string(),
    nameEn: z.string(),
    /** Names from the root to the parent. */
    pathKo: z.array(z.string()),
    pathEn: z.array(z.string()),
  }),
  title: z.string(),
  spec: z.string(),
  description: z.string(),
  brand: z.string().nullable(),
  price: z.number().nullable(),
  currency: z.string(),
  imageUrls: z.array(z.string()),
  updatedAt: z.iso.datetime(),
  state: reviewState,
  lease: lease.nullable(),
  /** Set when several people review it, each for themselves. */
  independent: z.object({ wanted: z.number().int() }).nullable().default(null),
  rows: z.array(reviewRow),
  customerReviews: z.array(customerReview),
  siblings: z.array(
    z.object({
      productId: z.number().int(),
      seller: z.string(),
      title: z.string(),
      price: z.number().nullable(),
      updatedAt: z.iso.datetime(),
    }),
  ),
});
export type ReviewProduct = z.infer<typeof reviewProduct>;

// POST /api/review/products/:productId/decisions
export const decisionInput = z
  .object({
    /** Made by the client; sending it twice changes nothing. */
    id: z.uuid(),
    /** Negative for the row of a probe. */
    proposalId: z.int32(),
    /** The head of the chain that the person saw. */
    supersedesId: z.uuid().nullable(),
    kind: decisionKind,
    absence: absence.nullable().default(null),
    /** Canonical values after the decision; for `undo` those in force again. */
    values: z.array(attributeValue).max(100),
    surface: z.string().max(1000).nullable().default(null),
    evidence: evidence.nullable().default(null),
    /** Sweeps and autonomy are the server's to say. */
    mode: decisionMode.extract(['single', 'rest']).default('single'),
    /** For `undo`: the decision in force again, null when the row is undecided again. */
    restoresId: z.uuid().nullable().default(null),
    durationMs: z.number().int().min(0).max(86_400_000).nullable().default(null),
    keystrokes: z.number().int().min(0).max(100_000).nullable().default(null),
    /** By the person's clock; kept where it is possible: the proposal was there, and it is not yet to come. */
    decidedAt: instant,
  })
  .refine(({ kind, absence: why }) => kind === 'undo' || (kind === 'absent') === (why !== null), {
    path: ['absence'],
    message: 'belongs to the kind "absent", and to it alone',
  });
export type DecisionInput = z.input<typeof decisionInput>;
export const decideInput = z.object({
  leaseToken: z.uuid(),
  decisions: z.array(decisionInput).min(1).max(200),
});
export type DecideInput = z.input<typeof decideInput>;
export const decideResult = z.object({
  /** Ids that are stored now, whether this call or an earlier one stored them. */
  stored: z.array(z.uuid()),
  /** Decisions that met another head: what the server holds instead. */
  conflicts: z.array(
    z.object({
      id: z.uuid(),
      proposalId: z.number().int(),
      headId: z.uuid().nullable(),
      decision: decisionInForce.nullable(),
    }),
  ),
});
export type DecideResult = z.infer<typeof decideResult>;

// POST /api/review/products/:productId/submit
export const submitInput = z.object({ leaseToken: z.uuid(), commitId: z.uuid() });
export type SubmitInput = z.infer<typeof submitInput>;
export const submitResult = z.object({ commitId: z.uuid(), landsAt: z.iso.datetime() });
export type SubmitResult = z.infer<typeof submitResult>;

// POST /api/review/products/:productId/unsubmit – within the grace time; answers the new `lease`.
export const unsubmitInput = z.object({ commitId: z.uuid() });
export type UnsubmitInput = z.infer<typeof unsubmitInput>;

// POST /api/review/products/:productId/skip
export const skipInput = z
  .object({
    leaseToken: z.uuid(),
    reason: skipReason,
    note: z.string().trim().min(1).max(500).nullable().default(null),
  })
  .refine(({ reason, note }) => reason !== 'other' || note !== null, {
    path: ['note'],
    message: 'says why, where the reason is "other"',
  });
export type SkipInput = z.input<typeof skipInput>;
export const renewResult = z.object({
  leases: z.array(z.object({ token: z.uuid(), until: z.iso.datetime() })),
  lost: z.array(z.uuid()),
  /** Lost leases that somebody took over, and who. */
  takeovers: z
    .array(z.object({ token: z.uuid(), by: z.string(), at: z.iso.datetime() }))
    .default([]),
});
export type RenewResult = z.infer<typeof renewResult>;

export const commitState = z.enum(['pending', 'landed', 'cancelled']);
export type CommitState = z.infer<typeof commitState>;

/** One line of the list of commits. */
export const commitSummary = z.object({
  id: z.uuid(),
  productId: z.number().int(),
  title: z.string(),
  categoryNameKo: z.string(),
  categoryNameEn: z.string(),
  state: commitState,
  /** Name and id of the person who submitted it. */
  createdBy: z.string(),
  createdById: z.string(),
  createdAt: z.iso.datetime(),
  landsAt: z.iso.datetime(),
  landedAt: z.iso.datetime().nullable(),
  changes: z.number().int(),
  revertsId: z.uuid().nullable(),
  revertedById: z.uuid().nullable(),
});
export type CommitSummary = z.infer<typeof commitSummary>;

// GET /api/commits – newest first
export const commitQuery = z.object({
  state: commitState.optional(),
  productId: rowIdInAddress.optional(),
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
});
export type CommitQuery = z.infer<typeof commitQuery>;
export const commitPage = z.object({
  commits: z.array(commitSummary),
  next: z.string().nullable(),
});
export type CommitPage = z.infer<typeof commitPage>;

const attributeName = attributeDefinition.pick({
  key: true,
  nameKo: true,
  nameEn: true,
  type: true,
  unit: true,
});

/** One change of a commit, and whether a revert can still take it back. */
export const commitChange = z.object({
  attribute: attributeName,
  before: heldValue.nullable(),
  after: heldValue.nullable(),
  /** False when a later commit wrote the value again: a revert leaves it. */
  isInForce: z.boolean(),
});
export type CommitChange = z.infer<typeof commitChange>;

// GET /api/commits/:id – what it changed, and so what a revert would change back.
export const commitDetail = z.object({
  commit: commitSummary,
  changes: z.array(commitChange),
});
export type CommitDetail = z.infer<typeof commitDetail>;

// POST /api/commits/:id/revert
export const revertInput = z.object({
  /** Id of the new commit, made by the client; sending it twice changes nothing. */
  commitId: z.uuid(),
});
export type RevertInput = z.infer<typeof revertInput>;
export const revertResult = z.object({
  commitId: z.uuid(),
  /** Attribute keys that are as before the commit again. */
  restored: z.array(key),
  /** Attribute keys that a later commit wrote again, and that were left. */
  kept: z.array(key),
});
export type RevertResult = z.infer<typeof revertResult>;

/** One attribute of a committed product. */
export const committedValue = heldValue.extend({
  attribute: attributeName,
  committedAt: z.iso.datetime(),
  commitId: z.uuid(),
});

/** One product as other systems read it: the committed values in schema order. */
export const catalogueProduct = z.object({
  productId: z.number().int(),
  externalId: z.string(),
  seller: z.string(),
  category: z.object({ key, nameKo: z.string(), nameEn: z.string() }),
  title: z.string(),
  brand: z.string().nullable(),
  price: z.number().nullable(),
  currency: z.string(),
  imageUrls: z.array(z.string()),
  gtin: z.string().nullable(),
  /** When its seller took it back; null while it is offered. */
  withdrawnAt: z.iso.datetime().nullable(),
  values: z.array(committedValue),
  /** When a commit last changed it, a revert included. */
  changedAt: z.iso.datetime(),
});
export type CatalogueProduct = z.infer<typeof catalogueProduct>;

// GET /api/catalogue/products – every product that a commit ever changed, by product id
export const catalogueQuery = z.object({
  /** Leaf or inner category. */
  categoryKey: key.optional(),
  sellerId: rowIdInAddress.optional(),
  /** Words of the title. */
  query: z.string().trim().max(200).optional(),
  /** With `value`: only products that hold this value of the attribute. */
  attributeKey: key.optional(),
  value: z.string().max(1000).optional(),
  /** What the seller took back is left out unless it is asked for. */
  withdrawn: z.enum(['exclude', 'include', 'only']).default('exclude'),
  /**
   * Only products that a commit changed at or after this instant, a revert included, or that were
   * withdrawn since.
   */
  updatedSince: instant.optional(),
  /** `next` of the page before. */
  cursor: rowIdInAddress.optional(),
  limit: z.coerce.number<number>().int().min(1).max(500).default(100),
});
export type CatalogueQuery = z.infer<typeof catalogueQuery>;
export const cataloguePage = z.object({
  products: z.array(catalogueProduct),
  next: z.number().int().nullable(),
});
export type CataloguePage = z.infer<typeof cataloguePage>;

// GET /api/catalogue/products/:id/history – newest first
export const valueHistory = z.object({
  changes: z.array(
    z.object({
      attribute: attributeName,
      before: heldValue.nullable(),
      after: heldValue.nullable(),
      at: z.iso.datetime(),
      commitId: z.uuid(),
      /** Set when this change was a revert. */
      revertsId: z.uuid().nullable(),
      by: z.string(),
      /** How the value was decided; null for a revert. */
      kind: decisionKind.nullable(),
      modelVersion: z.string().nullable(),
    }),
  ),
});
export type ValueHistory = z.infer<typeof valueHistory>;

/** Who accepts what nobody looked at, where the name of a person stands elsewhere. */
export const autonomyActorId = 'autonomy';
