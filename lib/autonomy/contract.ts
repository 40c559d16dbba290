import * as z from 'zod';
import { attributeValue, key } from '../values/contract';
import { reviewProduct } from '../curation/contract';
import { absence } from '../values/decision';

const count = z.number().int().min(0);

/** What an admin allows for one attribute. Wanting more than 99.5 % would take years of judging. */
export const autonomyPolicy = z.object({
  isOn: z.boolean(),
  /** The 95 % lower bound of the precision must stay at or above it. */
  wantedPrecision: z.number().min(0.8).max(0.995),
  /** A proposal waits so long for a person before it is accepted unseen. */
  delayHours: z.number().int().min(1).max(720),
  /** Share of what was accepted unseen that a person looks at. */
  auditShare: z.number().min(0.01).max(1),
});
export type AutonomyPolicy = z.infer<typeof autonomyPolicy>;

/** What the form begins with. */
export const usualPolicy: AutonomyPolicy = {
  isOn: false,
  wantedPrecision: 0.97,
  delayHours: 24,
  auditShare: 0.1,
};

/** `off`: nobody turned it on. See AutonomyState of the schema for the others. */
export const autonomyState = z.enum(['off', 'shadow', 'auto', 'demoted']);
export type AutonomyState = z.infer<typeof autonomyState>;

/** One attribute and the model in production: where it stands and why. */
export const autonomyLine = z.object({
  attributeId: z.number().int(),
  key,
  nameKo: z.string(),
  nameEn: z.string(),
  category: z.object({ key, nameKo: z.string(), nameEn: z.string() }),
  modelVersion: z.string(),
  policy: autonomyPolicy,
  state: autonomyState,
  /** Since when it is in this state; null while it is off. */
  since: z.iso.datetime().nullable(),
  /** The newest proposals that people judged, and how many of them were right. */
  judged: count,
  right: count,
  /** 95 % lower bound of the precision, 0 without any. */
  bound: z.number(),
  /** So many more right ones in a row would lift the bound to the wanted precision. */
  missing: count,
  /** Values accepted unseen so far, by this model. */
  committed: count,
  /** Values of the sample that wait for a person. */
  waiting: count,
});
export type AutonomyLine = z.infer<typeof autonomyLine>;

// GET /api/autonomy – attributes that are on or have been judged; all of a category that is named
export const autonomyQuery = z.object({ categoryKey: key.optional() });
export type AutonomyQuery = z.infer<typeof autonomyQuery>;
export const autonomyReport = z.object({
  /** Null when no model is in production. */
  modelVersion: z.string().nullable(),
  lines: z.array(autonomyLine),
  /** Values of the sample that wait, of all attributes. */
  waiting: count,
});
export type AutonomyReport = z.infer<typeof autonomyReport>;

// PUT /api/autonomy/:attributeId
export const autonomyPath = z.object({ attributeId: z.coerce.number().int().min(1) });

// GET /api/autonomy/sample – oldest first
export const sampleList = z.object({
  waiting: count,
  values: z.array(
    z.object({
      decisionId: z.uuid(),
      drawnAt: z.iso.datetime(),
      proposalId: z.number().int(),
      /** As the desk shows it, with the one row. */
      product: reviewProduct,
    }),
  ),
});
export type SampleList = z.infer<typeof sampleList>;

// POST /api/autonomy/sample/:id – the id is that of the decision that nobody made
export const samplePath = z.object({ id: z.uuid() });
export const judgeInput = z
  .object({
    /** Of the person's decision, made by the client: sending it twice changes nothing. */
    id: z.uuid(),
    kind: z.enum(['accept', 'correct', 'absent', 'reject']),
    values: z.array(attributeValue).max(100),
    absence: absence.nullable().default(null),
  })
  .refine(({ kind, absence: why }) => (kind === 'absent') === (why !== null), {
    path: ['absence'],
    message: 'belongs to the kind "absent", and to it alone',
  });
export type JudgeInput = z.infer<typeof judgeInput>;
