import * as z from 'zod';
import { attributeDefinition, attributeValue, evidence } from '../values/contract';
import { proposalBody } from '../proposals/contract';
import { reviewProduct } from '../curation/contract';
import { absence, decisionKind } from '../values/decision';

/** Most people who review one product for themselves. */
export const maximumOverlap = 5;

/** What an answer comes to; a null kind leaves the proposal as it is. */
export const answer = z.object({
  kind: decisionKind.exclude(['undo']).nullable(),
  absence: absence.nullable(),
  values: z.array(attributeValue),
  surface: z.string().nullable(),
  evidence: evidence.nullable(),
});
export type Answer = z.infer<typeof answer>;

/** What one person answered on one row of a round. */
export const overlapAnswer = answer.extend({
  slot: z.number().int(),
  reviewerId: z.string(),
  /** Answers that say the same have the same key, on every product of the attribute. */
  key: z.string(),
});
export type OverlapAnswer = z.infer<typeof overlapAnswer>;

export const roundState = z.enum(['collecting', 'disputed', 'settled', 'void']);

/** One line of the list of rounds. */
export const roundSummary = z.object({
  id: z.uuid(),
  productId: z.number().int(),
  title: z.string(),
  categoryNameKo: z.string(),
  categoryNameEn: z.string(),
  queueName: z.string().nullable(),
  state: roundState,
  reviewers: z.array(z.string()),
  rows: z.number().int(),
  disputed: z.number().int(),
  /** Rows on which the reader was overruled. */
  overruled: z.number().int(),
  reviewedAt: z.iso.datetime(),
  settledAt: z.iso.datetime().nullable(),
  settledBy: z.string().nullable(),
});
export type RoundSummary = z.infer<typeof roundSummary>;

// GET /api/overlaps – disputed: longest waiting first; settled: newest first
export const roundQuery = z.object({
  state: z.enum(['disputed', 'settled']).default('disputed'),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RoundQuery = z.infer<typeof roundQuery>;
export const roundPage = z.object({
  rounds: z.array(roundSummary),
  next: z.string().nullable(),
});
export type RoundPage = z.infer<typeof roundPage>;

/** One row of a round with every answer side by side. */
export const roundRow = z.object({
  proposalId: z.number().int(),
  attribute: attributeDefinition,
  proposal: proposalBody,
  isDisputed: z.boolean(),
  answers: z.array(overlapAnswer),
  /** What was committed; null while the round is disputed, or where nobody decided anything. */
  outcome: answer.nullable(),
  chosenSlot: z.number().int().nullable(),
});
export type RoundRow = z.infer<typeof roundRow>;

// GET /api/overlaps/:id
export const roundDetail = z.object({
  round: roundSummary,
  /** Texts, pictures and customer reviews to judge by. */
  product: reviewProduct,
  /** Names by slot. */
  reviewers: z.array(z.object({ slot: z.number().int(), id: z.string(), name: z.string() })),
  /** Disputed ones first, then in schema order. */
  rows: z.array(roundRow),
});
export type RoundDetail = z.infer<typeof roundDetail>;

/** What the lead says of one disputed row: one of the answers, or another. */
export const verdict = z.object({
  proposalId: z.number().int(),
  choice: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('answer'), slot: z.number().int() }),
    z.object({ kind: z.literal('values'), values: z.array(attributeValue).min(1).max(100) }),
    z.object({ kind: z.literal('absent'), absence }),
    z.object({ kind: z.literal('reject') }),
  ]),
});
export type Verdict = z.infer<typeof verdict>;

// POST /api/overlaps/:id/settle
export const settleInput = z.object({
  /** Made by the client; sending it twice changes nothing. */
  commitId: z.uuid(),
  verdicts: z.array(verdict).max(500),
});
export type SettleInput = z.infer<typeof settleInput>;

const figures = z.object({
  /** Rows that at least two people answered. */
  units: z.number().int(),
  disputed: z.number().int(),
  /** Share of pairs of answers that say the same. */
  raw: z.number().nullable(),
});

/** Two people, with Cohen's kappa. */
const pairFigures = figures.extend({
  names: z.tuple([z.string(), z.string()]),
  kappa: z.number().nullable(),
});

// GET /api/overlaps/agreement
export const agreementQuery = z.object({ queueId: z.uuid().optional() });
export const agreementReport = z.object({
  overall: figures.extend({ alpha: z.number().nullable() }),
  /** Least agreed first. */
  attributes: z.array(
    figures.extend({
      attributeId: z.number().int(),
      nameKo: z.string(),
      nameEn: z.string(),
      categoryNameKo: z.string(),
      categoryNameEn: z.string(),
      alpha: z.number().nullable(),
      pairs: z.array(pairFigures),
    }),
  ),
  pairs: z.array(pairFigures),
  /** True when only the newest rows were counted. */
  isCut: z.boolean(),
});
export type AgreementReport = z.infer<typeof agreementReport>;
