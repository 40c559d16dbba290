import { z } from 'zod';
import { attributeDefinition, attributeValue, evidence, key } from '../catalogue/contract';
import { proposalBody } from '../proposals/contract';

/** Why there is no value; an answer like any other. */
export const absence = z.enum(['not-stated', 'not-applicable', 'conflict']);
export type Absence = z.infer<typeof absence>;

export const decisionKind = z.enum(['accept', 'correct', 'reject', 'absent', 'added', 'undo']);
export type DecisionKind = z.infer<typeof decisionKind>;

export const decisionMode = z.enum(['single', 'rest', 'sweep', 'auto']);
export type DecisionMode = z.infer<typeof decisionMode>;

/** A saved filter over review items; a queue is nothing but this. */
export const queueFilter = z.object({
  /** Leaf or inner category; an inner one takes in everything below it. */
  categoryKey: key.optional(),
  sellerId: z.number().int().optional(),
  attributeKey: key.optional(),
  modelVersion: z.string().max(120).optional(),
  maximumConfidence: z.number().min(0).max(1).optional(),
  onlyFlagged: z.boolean().optional(),
  minimumPrice: z.number().int().min(0).optional(),
  maximumPrice: z.number().int().min(0).optional(),
  /** Words of the title. */
  query: z.string().trim().max(200).optional(),
});
export type QueueFilter = z.infer<typeof queueFilter>;

export const queueOrder = z.enum(['needs-first', 'least-confident', 'oldest', 'newest']);
export type QueueOrder = z.infer<typeof queueOrder>;

export const queue = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(80),
  filter: queueFilter,
  order: queueOrder,
  /** Products that wait, and those that somebody holds right now. */
  ready: z.number().int(),
  leased: z.number().int(),
});
export type Queue = z.infer<typeof queue>;

export const saveQueueInput = queue.pick({ id: true, name: true, filter: true, order: true });
export type SaveQueueInput = z.infer<typeof saveQueueInput>;

/** Why a row is in the group "Needs you". */
export const needReason = z.enum([
  'low-confidence',
  'rule',
  'witness-conflict',
  'overwrites-human',
  'required-missing',
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
  reviewerId: z.string(),
  decidedAt: z.iso.datetime(),
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

export const reviewState = z.enum(['waiting', 'ready', 'submitted', 'committed', 'skipped']);
export type ReviewState = z.infer<typeof reviewState>;

export const customerReview = z.object({
  id: z.number().int(),
  rating: z.number().int().min(1).max(5).nullable(),
  text: z.string(),
  writtenAt: z.iso.datetime().nullable(),
});
export type CustomerReview = z.infer<typeof customerReview>;

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

// POST /api/review/claim
export const claimInput = z.object({
  queueId: z.uuid().optional(),
  filter: queueFilter.optional(),
  order: queueOrder.optional(),
  /** How many products the caller wants to hold after this call, those it names included. */
  count: z.number().int().min(1).max(5).default(1),
  /** Products that the caller already holds. */
  holding: z.array(z.number().int()).max(20).default([]),
});
export type ClaimInput = z.infer<typeof claimInput>;
export const claimResult = z.object({
  products: z.array(reviewProduct),
  /** Products of the queue that still wait, the claimed ones not counted. */
  remaining: z.number().int(),
});
export type ClaimResult = z.infer<typeof claimResult>;

// POST /api/review/products/:productId/decisions
export const decisionInput = z
  .object({
    /** Made by the client; sending it twice changes nothing. */
    id: z.uuid(),
    proposalId: z.number().int(),
    /** The head of the chain that the person saw. */
    supersedesId: z.uuid().nullable(),
    kind: decisionKind,
    absence: absence.nullable().default(null),
    /** Canonical values after the decision; for `undo` those in force again. */
    values: z.array(attributeValue).max(100),
    surface: z.string().max(1000).nullable().default(null),
    evidence: evidence.nullable().default(null),
    mode: decisionMode.default('single'),
    /** For `undo`: the decision in force again, null when the row is undecided again. */
    restoresId: z.uuid().nullable().default(null),
    durationMs: z.number().int().min(0).max(86_400_000).nullable().default(null),
    keystrokes: z.number().int().min(0).max(100_000).nullable().default(null),
    decidedAt: z.iso.datetime(),
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

// POST /api/review/products/:productId/unsubmit – within the grace time; the lease comes back.
export const unsubmitInput = z.object({ commitId: z.uuid() });

// POST /api/review/products/:productId/skip
export const skipInput = z.object({
  leaseToken: z.uuid(),
  reason: z.string().trim().min(1).max(500),
});

// POST /api/review/leases/renew, /release
export const leaseTokens = z.object({ tokens: z.array(z.uuid()).min(1).max(20) });
export const renewResult = z.object({
  leases: z.array(z.object({ token: z.uuid(), until: z.iso.datetime() })),
  lost: z.array(z.uuid()),
});
export type RenewResult = z.infer<typeof renewResult>;

export const commitState = z.enum(['pending', 'landed', 'cancelled']);

/** One line of the list of commits. */
export const commitSummary = z.object({
  id: z.uuid(),
  productId: z.number().int(),
  title: z.string(),
  categoryNameKo: z.string(),
  categoryNameEn: z.string(),
  state: commitState,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  landsAt: z.iso.datetime(),
  landedAt: z.iso.datetime().nullable(),
  changes: z.number().int(),
  revertsId: z.uuid().nullable(),
  revertedById: z.uuid().nullable(),
});
export type CommitSummary = z.infer<typeof commitSummary>;

export const exportFormat = z.enum(['chat', 'prompt-completion']);
export type ExportFormat = z.infer<typeof exportFormat>;

/** Which decisions an export of corrections takes. */
export const exportQuery = z.object({
  format: exportFormat.default('chat'),
  categoryKey: key.optional(),
  /** Only decisions at or after this instant. */
  since: z.iso.datetime().optional(),
  /** `corrections`: values that differ from the proposal; `all`: accepted ones and absences too. */
  which: z.enum(['corrections', 'all']).default('corrections'),
});
export type ExportQuery = z.infer<typeof exportQuery>;

export const graceMs = 10_000;
export const leaseMs = 5 * 60_000;
export const maximumHeldProducts = 5;
