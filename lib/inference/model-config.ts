import * as z from 'zod';

const size = z.number().int().positive();

/** The shape of a model: enough to rebuild its graph around its weights. */
export const modelShape = z.object({
  /** Width of the text encoder, a multiple of `heads`. */
  width: size,
  layers: z.number().int().min(0),
  heads: size,
  /** Width within the feed-forward blocks. */
  hidden: size,
  /** Width of what is computed for each pair of a token and an attribute. */
  pairWidth: size,
  /** Rows of the hashed feature tables. */
  tables: z.object({ token: size, attribute: size, pair: size }),
  /** Null for dense feed-forward blocks. */
  experts: z.object({ count: size, topK: size }).nullable(),
});
export type ModelShape = z.infer<typeof modelShape>;

export const DEFAULT_SHAPE: ModelShape = {
  width: 128,
  layers: 2,
  heads: 4,
  hidden: 384,
  pairWidth: 64,
  tables: { token: 32768, attribute: 4096, pair: 65536 },
  experts: null,
};

/** Added to the logits of what must not be chosen. */
export const MASKED = -1e9;

/** What training showed of one attribute of one category. */
export const learntAttribute = z.object({
  category: z.string(),
  name: z.string(),
  isMultiple: z.boolean(),
  type: z.enum(['enum', 'text', 'number', 'boolean']).nullable(),
  unit: z.string().nullable(),
  examples: z.array(z.string()),
});
export type LearntAttribute = z.infer<typeof learntAttribute>;

/** Where one tensor stands in the weights file. int8 tensors have float32 scales beside them. */
export const storedTensor = z.object({
  name: z.string(),
  type: z.enum(['float32', 'int8']),
  shape: z.array(z.number().int().min(0)),
  offset: z.number().int().min(0),
  byteLength: z.number().int().min(0),
});
export type StoredTensor = z.infer<typeof storedTensor>;

export const MODEL_FORMAT = 'avenue-extraction';
export const MODEL_FORMAT_VERSION = 3;
/** From this version on weights, labels and dictionary are stored alike, and can be gone on from. */
export const OLDEST_FORMAT_VERSION = 2;

/** `model.json` of a model directory. */
export const modelManifest = z.object({
  format: z.literal(MODEL_FORMAT),
  formatVersion: z.number().int(),
  /** Name of the model version, as proposals carry it. */
  name: z.string().min(1),
  shape: modelShape,
  precision: z.enum(['float32', 'int8']),
  /** Counts of hashed features per row, which must be those of the reading code. */
  features: z.object({ token: size, attribute: size, pair: size }),
  tensors: z.array(storedTensor),
  /** SHA-256, in hexadecimal, of every other file. */
  files: z.record(z.string(), z.string()),
});
export type ModelManifest = z.infer<typeof modelManifest>;

/** `labels.json`: what the model was taught to find. */
export const modelLabels = z.object({
  attributes: z.array(learntAttribute),
  /** Attribute → covered text in lower case → the value within it. */
  trims: z.record(z.string(), z.record(z.string(), z.string())),
  /** Category and two attributes that do share stretches of text, names in order. */
  overlaps: z.array(z.tuple([z.string(), z.string(), z.string()])).default([]),
  /** Category, attribute, and in how many products its values filled segments, and did not. */
  segments: z.array(z.tuple([z.string(), z.string(), z.number(), z.number()])).default([]),
  /** Hashes of the labelled products that are in the gazetteer's counts. */
  counted: z.array(z.number().int()).default([]),
});
export type ModelLabels = z.infer<typeof modelLabels>;

/** `gazetteer.json`: category, attribute, text, is a pattern, times labelled, times seen. */
export const storedGazetteer = z.array(
  z.tuple([z.string().nullable(), z.string(), z.string(), z.boolean(), z.number(), z.number()]),
);

export const MODEL_FILES = {
  manifest: 'model.json',
  graph: 'model.onnx',
  weights: 'weights.bin',
  labels: 'labels.json',
  gazetteer: 'gazetteer.json',
  calibration: 'calibration.json',
  tokenizer: 'tokenizer.json',
  card: 'card.json',
  readme: 'README.md',
} as const;
