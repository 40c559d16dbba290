import * as z from 'zod';
import { attributeValue, evidence, key, ruleFlag } from '../values/contract';

export const proposedValue = z.object({
  surface: z.string(),
  /** Null when the surface form could not be normalised; `flags` then says why. */
  value: attributeValue.nullable(),
  evidence: evidence.nullable(),
  confidence: z.number().min(0).max(1),
});
export type ProposedValue = z.infer<typeof proposedValue>;

export const proposalBody = z.object({
  values: z.array(proposedValue),
  alternatives: z.array(proposedValue),
  confidence: z.number().min(0).max(1),
  flags: z.array(ruleFlag),
});
export type ProposalBody = z.infer<typeof proposalBody>;

// ---------- runs

/** Why proposals were asked for. */
export const runReason = z.enum(['import', 'schema', 'model', 'manual']);
export type RunReason = z.infer<typeof runReason>;

export const runState = z.enum(['queued', 'running', 'paused', 'done', 'failed', 'cancelled']);
export type RunState = z.infer<typeof runState>;

/** Which products a run takes in. */
export const runScope = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('products'),
    productIds: z.array(z.number().int().positive()).min(1).max(100_000),
  }),
  /** A leaf or an inner category; an inner one takes in everything below it. */
  z.object({ kind: z.literal('category'), categoryKey: key }),
  z.object({ kind: z.literal('all') }),
]);
export type RunScope = z.infer<typeof runScope>;

// POST /api/proposal-runs
export const requestProposalsInput = z.object({
  /** Made by the client; sending it twice asks once. */
  id: z.uuid(),
  reason: runReason.exclude(['import']).default('manual'),
  scope: runScope,
});
export type RequestProposalsInput = z.input<typeof requestProposalsInput>;

export const proposalRun = z.object({
  id: z.uuid(),
  reason: runReason,
  takesIn: z.enum(['import', 'category', 'all', 'products']),
  /** File name of the import, or names of the category; null where there is no one name. */
  subjectKo: z.string().nullable(),
  subjectEn: z.string().nullable(),
  modelVersion: z.string().nullable(),
  state: runState,
  total: z.number().int(),
  done: z.number().int(),
  failed: z.number().int(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** Products per second since the start, while it runs and once it is done. */
  ratePerSecond: z.number().nullable(),
});
export type ProposalRun = z.infer<typeof proposalRun>;

// GET /api/proposal-runs
export const listRunsQuery = z.object({
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListRunsQuery = z.infer<typeof listRunsQuery>;
export const runList = z.object({
  runs: z.array(proposalRun),
  nextCursor: z.string().nullable(),
});
export type RunList = z.infer<typeof runList>;

// GET /api/proposal-runs/:runId
export const runFailure = z.object({
  productId: z.number().int(),
  title: z.string().nullable(),
  error: z.string(),
});
export type RunFailure = z.infer<typeof runFailure>;
export const runDetail = proposalRun.extend({
  /** The first hundred products that no proposals could be made for. */
  failures: z.array(runFailure),
});
export type RunDetail = z.infer<typeof runDetail>;

// POST /api/proposal-runs/:runId/{pause,resume,cancel,retry-failed}
export const runStep = z.enum(['pause', 'resume', 'cancel', 'retry-failed']);
export type RunStep = z.infer<typeof runStep>;
export const runPath = z.object({ id: z.uuid() });
export const runStepPath = runPath.extend({ step: runStep });

/** A category that can be asked for: it has a schema and products. */
export const scopeOption = z.object({
  key,
  nameKo: z.string(),
  nameEn: z.string(),
  products: z.number().int(),
});
export type ScopeOption = z.infer<typeof scopeOption>;

// ---------- models

export const modelVersionState = z.enum(['candidate', 'shadow', 'production', 'retired']);
export type ModelVersionState = z.infer<typeof modelVersionState>;

export const modelKind = z.enum(['onnx', 'dictionary', 'llm']);

/** One line of the registry. */
export const modelVersion = z.object({
  name: z.string(),
  state: modelVersionState,
  kind: modelKind,
  hash: z.string(),
  /** The model card as it lies beside the weights; readers take from it what they know. */
  card: z.record(z.string(), z.unknown()),
  createdAt: z.iso.datetime(),
  /** Products whose proposals this version made last. */
  products: z.number().int(),
});
export type ModelVersion = z.infer<typeof modelVersion>;

/** Percentages, and the counts they come from: gold and answer empty (n) or not, correct, wrong. */
export const runFigures = z.object({
  precision: z.number(),
  recall: z.number(),
  f1: z.number(),
  counts: z.object({
    nn: z.number().int(),
    nv: z.number().int(),
    vn: z.number().int(),
    vc: z.number().int(),
    vw: z.number().int(),
  }),
});
export type RunFigures = z.infer<typeof runFigures>;

const evaluatedRun = z.object({
  name: z.string(),
  micro: runFigures,
  perAttribute: z.record(z.string(), runFigures),
  perCategory: z.record(z.string(), runFigures),
});

/** A model on one set of labelled products beside other runs on it; figures only, no products. */
export const evaluation = z.object({
  /** What the set is called. */
  name: z.string().min(1).max(200),
  products: z.number().int(),
  measuredAt: z.iso.datetime(),
  model: evaluatedRun,
  others: z.array(
    evaluatedRun.extend({
      /** 95 % interval of the model's micro F1 minus this run's, in percentage points. */
      difference: z.object({ low: z.number(), median: z.number(), high: z.number() }),
    }),
  ),
});
export type Evaluation = z.infer<typeof evaluation>;

// GET /api/models/:name
export const modelPath = z.object({ name: z.string().min(1).max(200) });
export const modelDetail = z.object({ model: modelVersion, evaluations: z.array(evaluation) });
export type ModelDetail = z.infer<typeof modelDetail>;

// GET /api/models
export const modelList = z.object({
  models: z.array(modelVersion),
  /** What the worker says of its model; null when no worker has spoken lately. */
  serving: z
    .object({
      state: z.enum(['loading', 'ready', 'failed']),
      version: z.string().nullable(),
      detail: z.string().nullable(),
    })
    .nullable(),
});
export type ModelList = z.infer<typeof modelList>;
