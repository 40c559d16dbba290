import * as z from 'zod';
import { formatName } from './formats/format-name';
import { recipeDocument } from './recipe';
import { instant } from '../platform/inputs';

export const idPath = z.object({ id: z.uuid() });
/** `/versions/:id/files/chat/train.jsonl` */
export const filePath = z.object({
  id: z.uuid(),
  path: z.array(z.string().max(200)).min(1).max(4),
});

/** The newest revision of a saved recipe. */
export const datasetRecipe = z.object({
  id: z.uuid(),
  /** Counts up from 1 with every save; older revisions stay readable through their versions. */
  revision: z.number().int().min(1),
  name: z.string().trim().min(1).max(80),
  document: recipeDocument,
  savedBy: z.string(),
  savedAt: z.iso.datetime(),
});
export type DatasetRecipe = z.infer<typeof datasetRecipe>;

// PUT /api/datasets/recipes/:id
export const saveRecipeInput = z.object({
  name: datasetRecipe.shape.name,
  document: recipeDocument,
  /** The revision that was edited; 0 for a new recipe. */
  baseRevision: z.number().int().min(0).default(0),
});
export type SaveRecipeInput = z.input<typeof saveRecipeInput>;

/** Why a decision in force is not in the dataset. */
export const exclusion = z.enum([
  'filter',
  'auto',
  'rubber-stamp',
  'stale',
  'unread-source',
  'reverted',
  'absence',
  'seller-cap',
]);
export type Exclusion = z.infer<typeof exclusion>;

const count = z.number().int().min(0);
const perSplit = z.object({ train: count, validation: count, test: count });

export const datasetCounts = z.object({
  products: count,
  decisions: count,
  /** Groups of products that the split keeps together. */
  groups: count,
  /** Products of the largest group. */
  largestGroup: count,
  people: count,
  productsBySplit: perSplit,
  decisionsBySplit: perSplit,
  /** Kind of decision → number. */
  kinds: z.record(z.string(), count),
  /** What the model had done wrong → number; versions made before errors were named have none. */
  errorKinds: z.record(z.string(), count).default({}),
  /** Class balance: `category/attribute` → decisions, with a value and without, largest first. */
  attributes: z.array(
    z.object({
      category: z.string(),
      attribute: z.string(),
      nameKo: z.string(),
      nameEn: z.string(),
      decisions: count,
      withValue: count,
      corrections: count,
    }),
  ),
  /** Model version → number. */
  modelVersions: z.record(z.string(), count),
  /** Decisions in force that were left out. */
  excluded: z.partialRecord(exclusion, count),
  decidedFrom: z.iso.datetime().nullable(),
  decidedTo: z.iso.datetime().nullable(),
});
export type DatasetCounts = z.infer<typeof datasetCounts>;

/** What stands on more than one side of the split, counted without the grouping; all 0 when tight. */
export const leakCheck = z.object({ sameText: count, sameGroupKey: count, sameModel: count });
export type LeakCheck = z.infer<typeof leakCheck>;

// POST /api/datasets/preview
export const previewInput = z.object({
  document: recipeDocument,
  asOf: instant.optional(),
});
export const datasetPreview = z.object({
  asOf: z.iso.datetime(),
  counts: datasetCounts,
  leaks: leakCheck,
  /** Some first chat examples. */
  samples: z.array(z.string()),
});
export type DatasetPreview = z.infer<typeof datasetPreview>;

export const datasetFile = z.object({
  /** `chat/train.jsonl`: format, split and extension. */
  path: z.string(),
  bytes: count,
  sha256: z.string(),
  /** Examples of the file; 0 for the card and its like. */
  examples: count,
});
export type DatasetFile = z.infer<typeof datasetFile>;

export const versionState = z.enum(['queued', 'running', 'ready', 'same', 'failed']);
export type VersionState = z.infer<typeof versionState>;

export const datasetVersion = z.object({
  id: z.uuid(),
  /** SHA-256 of the file SHA256SUMS, which lists all data files; null until it is made. */
  hash: z.string().nullable(),
  /** For `same`: the version that has the very same bytes. */
  sameAsId: z.uuid().nullable(),
  recipeId: z.uuid(),
  recipeRevision: z.number().int(),
  recipeName: z.string(),
  recipe: recipeDocument,
  asOf: z.iso.datetime(),
  formats: z.array(formatName),
  state: versionState,
  counts: datasetCounts.nullable(),
  files: z.array(datasetFile),
  error: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type DatasetVersion = z.infer<typeof datasetVersion>;

export const datasetVersionDetail = datasetVersion.extend({ card: z.string() });
export type DatasetVersionDetail = z.infer<typeof datasetVersionDetail>;

// POST /api/datasets/versions
export const makeVersionInput = z.object({
  recipeId: z.uuid(),
  /** Left out: the newest. */
  revision: z.number().int().min(1).optional(),
  /** Decisions stored before this instant; left out: now. */
  asOf: instant.optional(),
  formats: z
    .array(formatName)
    .min(1)
    .default([...formatName.options]),
});
export type MakeVersionInput = z.input<typeof makeVersionInput>;

// GET /api/datasets/versions
export const versionQuery = z.object({
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
});
export const versionPage = z.object({
  versions: z.array(datasetVersion),
  next: z.string().nullable(),
});
export type VersionPage = z.infer<typeof versionPage>;

// GET /api/datasets/versions/:id/diff?against=
export const diffQuery = z.object({ against: z.uuid() });
export const datasetDiff = z.object({
  /** Answers that only the newer, and only the older one has. */
  added: count,
  removed: count,
  /** The same product and attribute, decided otherwise. */
  changed: count,
  /** The same decision on another side of the split. */
  moved: count,
  same: count,
  /** Some of each kind, in order of product. */
  samples: z.array(
    z.object({
      change: z.enum(['added', 'removed', 'changed', 'moved']),
      productId: z.number().int(),
      attribute: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
});
export type DatasetDiff = z.infer<typeof datasetDiff>;
