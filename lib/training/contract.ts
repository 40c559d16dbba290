import * as z from 'zod';
import { attributeValue } from '../values/contract';
import { modelVersionState } from '../proposals/contract';

const count = z.number().int().min(0);
const share = z.number().min(0).max(1);

export const idPath = z.object({ id: z.uuid() });
/** `/models/:name`, the registry's name. */
export const modelPath = z.object({ name: z.string().min(1).max(200) });

// ---------- training jobs

/** How much work a fine-tuning may be; the same data and effort give the same model anywhere. */
export const trainingEffort = z.enum(['quick', 'normal', 'thorough']);
export type TrainingEffort = z.infer<typeof trainingEffort>;

export const trainingSettings = z.object({
  effort: trainingEffort.default('quick'),
  seed: z.number().int().min(0).max(1_000_000).default(1),
});
export type TrainingSettings = z.infer<typeof trainingSettings>;

export const trainingState = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
export type TrainingState = z.infer<typeof trainingState>;

// POST /api/training/jobs
export const requestTrainingInput = z.object({
  /** Made by the client; sending it twice starts one training. */
  id: z.uuid(),
  datasetVersionId: z.uuid(),
  /** Registry name of the model to go on from. */
  baseModel: z.string().min(1).max(200),
  settings: trainingSettings.prefault({}),
});
export type RequestTrainingInput = z.input<typeof requestTrainingInput>;

/** Small data is trained on twice: once without a held-out part to measure, then wholly. */
export const trainingPhase = z.enum(['measure', 'train']);

/** What one epoch gave. */
export const trainingPoint = z.object({
  phase: trainingPhase,
  epoch: z.number().int().min(1),
  epochs: z.number().int().min(1),
  loss: z.number(),
  /** Micro F1 in percent on the validation side; null where it was not measured. */
  f1: z.number().nullable(),
  /** Since this start of the training. */
  seconds: z.number(),
});
export type TrainingPoint = z.infer<typeof trainingPoint>;

export const trainingEventCode = z.enum([
  'started',
  'resumed',
  'data-read',
  'written',
  'registered',
  'handed-back',
  'retried',
  'failed',
  'cancelled',
]);
export type TrainingEventCode = z.infer<typeof trainingEventCode>;

/** One line of a training's log; the words are the reader's language. */
export const trainingEvent = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  code: trainingEventCode,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type TrainingEvent = z.infer<typeof trainingEvent>;

export const trainingJob = z.object({
  id: z.uuid(),
  datasetVersionId: z.uuid(),
  datasetName: z.string().nullable(),
  baseModel: z.string(),
  settings: trainingSettings,
  state: trainingState,
  /** The last epoch that was reported. */
  last: trainingPoint.nullable(),
  /** The candidate that came of it. */
  modelVersion: z.string().nullable(),
  error: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type TrainingJob = z.infer<typeof trainingJob>;

// GET /api/training/jobs
export const trainingQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
});
export const trainingPage = z.object({ jobs: z.array(trainingJob), next: z.string().nullable() });
export type TrainingPage = z.infer<typeof trainingPage>;

// GET /api/training/jobs/:id
export const trainingDetail = trainingJob.extend({
  points: z.array(trainingPoint),
  events: z.array(trainingEvent),
});
export type TrainingDetail = z.infer<typeof trainingDetail>;

// ---------- evaluation

const figures = z.object({ precision: z.number(), recall: z.number(), f1: z.number() });
export type EvaluationFigures = z.infer<typeof figures>;

/** One model on the decisions of an evaluation; figures in percent. */
const sideReport = z.object({
  micro: figures,
  /** Of 100 decided values, how many a person would have had to change. */
  correctionsPer100: z.number(),
  /** Keys that a person would have pressed for 100 values. */
  keystrokesPer100: z.number(),
  /** Of 100 decided values, how many are wrong and look right. */
  unseenErrorsPer100: z.number(),
  calibrationError: z.number(),
  reliability: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      count,
      confidence: z.number(),
      accuracy: z.number(),
    }),
  ),
  productsPerSecond: z.number(),
});

const attributeReport = z.object({
  category: z.string(),
  attribute: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  values: count,
  candidate: figures,
  production: figures,
});
export type AttributeReport = z.infer<typeof attributeReport>;

/** One value where the two models differ in being right. */
const difference = z.object({
  productId: z.number().int(),
  title: z.string(),
  attribute: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  decided: z.array(attributeValue),
  candidate: z.array(attributeValue),
  production: z.array(attributeValue),
  /** Surface forms that could not be read; reports of earlier versions left them out. */
  candidateUnread: z.array(z.string()).default([]),
  productionUnread: z.array(z.string()).default([]),
});
export type ModelDifference = z.infer<typeof difference>;

/** One part of an evaluation. */
const partReport = z.object({
  products: count,
  values: count,
  candidate: sideReport,
  production: sideReport,
  /** 95 % interval of F1(candidate) − F1(production) over paired resamples of the products. */
  difference: z.object({ low: z.number(), median: z.number(), high: z.number() }),
  attributes: z.array(attributeReport),
  /** Right before and wrong now, and the other way round. */
  regressions: count,
  improvements: count,
});
export type PartReport = z.infer<typeof partReport>;

export const evaluationReport = z.object({
  /** All past human decisions on products that neither model was trained on. */
  decisions: partReport,
  /** The test side of the dataset version alone; null where there is none. */
  heldOut: partReport.nullable(),
  /** Products left out because a model was trained on them, or on near-duplicates of them. */
  seenProducts: count,
  /** Decided products beyond the most that one evaluation replays. */
  unsampledProducts: count,
  /** What one key press was counted as: measured where people's keystrokes are recorded. */
  keystrokes: z.object({ right: z.number(), wrong: z.number(), isMeasured: z.boolean() }),
  regressions: z.array(difference),
  improvements: z.array(difference),
});
export type EvaluationReport = z.infer<typeof evaluationReport>;

// POST /api/training/evaluations
export const requestEvaluationInput = z.object({
  id: z.uuid(),
  candidate: modelPath.shape.name,
});
export type RequestEvaluationInput = z.infer<typeof requestEvaluationInput>;

export const promotionCheck = z.object({
  name: z.enum(['enough', 'better', 'attributes', 'confidence', 'speed']),
  isPassed: z.boolean(),
  /** What was found and what was asked, in the unit of the check. */
  found: z.number(),
  asked: z.number(),
  /** The worst attribute, where the check is on attributes. */
  attribute: z.string().nullable(),
});
export type PromotionCheck = z.infer<typeof promotionCheck>;

export const modelEvaluation = z.object({
  id: z.uuid(),
  candidate: z.string(),
  production: z.string(),
  datasetVersionId: z.uuid().nullable(),
  state: trainingState,
  done: count,
  total: count,
  report: evaluationReport.nullable(),
  /** The promotion rule on the report. */
  checks: z.array(promotionCheck),
  error: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type ModelEvaluation = z.infer<typeof modelEvaluation>;

// ---------- what serves

// POST /api/training/models/:name/promote
export const promoteInput = z.object({
  /** Made by the client; sending it twice promotes once. */
  id: z.uuid(),
  /** Why it is promoted although the rule says no, or nothing was measured. */
  reason: z.string().trim().min(3).max(500).optional(),
});
export type PromoteInput = z.infer<typeof promoteInput>;

// POST /api/training/roll-back
export const rollBackInput = z.object({
  id: z.uuid(),
  /** The model that the person saw in production: another one is not rolled back. */
  from: modelPath.shape.name,
});
export type RollBackInput = z.infer<typeof rollBackInput>;

export const modelChange = z.object({
  id: z.uuid(),
  kind: z.enum(['promote', 'roll-back']),
  model: z.string(),
  replaced: z.string(),
  evaluationId: z.uuid().nullable(),
  reason: z.string().nullable(),
  runId: z.uuid(),
  changedBy: z.string(),
  changedAt: z.iso.datetime(),
});
export type ModelChange = z.infer<typeof modelChange>;

/** How a model in the shadow compares with the one in production, on products proposed since. */
export const shadowReport = z.object({
  since: z.iso.datetime(),
  products: count,
  values: count,
  agreement: share.nullable(),
  /** Of the values that people have decided since: how many each had right. */
  decided: count,
  shadowRight: count,
  productionRight: count,
  attributes: z.array(
    z.object({ nameKo: z.string(), nameEn: z.string(), values: count, agreed: count }),
  ),
});
export type ShadowReport = z.infer<typeof shadowReport>;

// GET /api/training/models/:name
export const candidateDetail = z.object({
  name: z.string(),
  state: modelVersionState,
  kind: z.string(),
  createdAt: z.iso.datetime(),
  card: z.record(z.string(), z.unknown()),
  /** The model in production now; null while nothing serves. */
  production: z.string().nullable(),
  trainingJobId: z.uuid().nullable(),
  /** Newest first. */
  evaluations: z.array(modelEvaluation),
  shadow: shadowReport.nullable(),
  /** Changes of what serves that this model was part of, newest first. */
  changes: z.array(modelChange),
  /** What a roll-back would put in production; null when this model does not serve or nothing came before. */
  rollsBackTo: z.string().nullable(),
});
export type CandidateDetail = z.infer<typeof candidateDetail>;

// POST /api/training/models/:name/shadow
export const shadowInput = z.object({ isOn: z.boolean() });
