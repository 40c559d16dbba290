import * as z from 'zod';
import { skipReason } from '../values/decision';
import { probeRates } from '../curation/probe';

/** How far back the figures go, in days; up to a month they are drawn by day, else by week. */
export const insightSpans = [30, 90, 365] as const;

export const insightsInput = z.object({
  days: z.coerce.number<number>().pipe(z.literal(insightSpans)).default(90),
  categoryKey: z.string().min(1).max(200).optional(),
});
export type InsightsInput = z.infer<typeof insightsInput>;
/** What the dashboards begin with. */
export const firstInsights: InsightsInput = { days: 90 };

/** What became of proposals. An attribute that nobody had proposed is `added`. */
export const outcomes = ['accepted', 'corrected', 'rejected', 'absent', 'added'] as const;
export type Outcome = (typeof outcomes)[number];

const outcomeCounts = z.record(z.enum(outcomes), z.number().int());
export type OutcomeCounts = z.infer<typeof outcomeCounts>;

const named = { key: z.string(), nameKo: z.string(), nameEn: z.string() };

export const attributeInsight = z.object({
  attributeId: z.number().int(),
  ...named,
  category: z.object(named),
  counts: outcomeCounts,
  /** Share of accepted decisions by bucket, null where there was none. */
  trend: z.array(z.number().nullable()),
  /** Share of accepted decisions by model version. */
  byModel: z.record(
    z.string(),
    z.object({ decided: z.number().int(), accepted: z.number().int() }),
  ),
});
export type AttributeInsight = z.infer<typeof attributeInsight>;

export const reviewerInsight = z.object({
  reviewerId: z.string(),
  name: z.string(),
  submitted: z.number().int(),
  decided: z.number().int(),
  corrected: z.number().int(),
  swept: z.number().int(),
  /** Per submitted product; null without one. */
  minutesPerProduct: z.number().nullable(),
  keystrokesPerProduct: z.number().nullable(),
});
export type ReviewerInsight = z.infer<typeof reviewerInsight>;

export const insights = z.object({
  /** Everything decided before this instant is in the figures; null before the first roll-up. */
  settledUntil: z.iso.datetime().nullable(),
  /** First days of the buckets that the curves are drawn over, oldest first. */
  buckets: z.array(z.iso.date()),
  outcomes: z.array(outcomeCounts),
  /** Model versions with most decisions first; points lie over the buckets. */
  models: z.array(
    z.object({
      modelVersion: z.string(),
      decided: z.number().int(),
      accepted: z.number().int(),
      share: z.array(z.number().nullable()),
    }),
  ),
  /** Those with most corrections first. */
  attributes: z.array(attributeInsight),
  /** Null for those who may not see what others did. */
  reviewers: z.array(reviewerInsight).nullable(),
  /** Products that wait skipped now, by reason, most first. */
  skips: z.array(z.object({ reason: skipReason, products: z.number().int() })),
  backlog: z.array(z.object({ ready: z.number().int().nullable(), submitted: z.number().int() })),
});
export type Insights = z.infer<typeof insights>;

export const insightTable = z.enum(['attributes', 'reviewers', 'outcomes', 'skips']);
export type InsightTable = z.infer<typeof insightTable>;
export const insightTablePath = z.object({ table: insightTable });

/** A share with its 95 % interval (Wilson); all three null without any. */
const measuredShare = z.object({
  of: z.number().int(),
  count: z.number().int(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type MeasuredShare = z.infer<typeof measuredShare>;

// GET /api/insights/probes
export const probeReport = z.object({
  rates: probeRates,
  /** Planted wrong values that a person accepted; those who missed most first. */
  reviewers: z.array(
    z.object({
      reviewerId: z.string(),
      name: z.string(),
      missed: measuredShare,
      /** Missed within an acceptance of the rest. */
      missedInRest: z.number().int(),
      /** Median time on a planted row that was missed, in milliseconds. */
      missedMs: z.number().nullable(),
    }),
  ),
  /** How often an answer without the suggestion was what the model had proposed; worst first. */
  attributes: z.array(
    z.object({
      attributeId: z.number().int(),
      ...named,
      category: z.object(named),
      modelVersion: z.string(),
      same: measuredShare,
      /** Share of shown suggestions that people accepted in that time, for comparison. */
      accepted: z.number().nullable(),
    }),
  ),
});
export type ProbeReport = z.infer<typeof probeReport>;
