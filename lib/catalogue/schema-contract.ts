import * as z from 'zod';
import { attributeDefinition, attributeRule, key, schemaDocument } from '../values/contract';

const name = z.string().trim().min(1).max(120);

/** One category of the tree; the list stands in tree order, parents before children. */
export const categoryNode = z.object({
  key,
  parentKey: key.nullable(),
  nameKo: z.string(),
  nameEn: z.string(),
  /** 0 for a root. */
  depth: z.number().int(),
  isLeaf: z.boolean(),
  /** Attributes of the schema, archived ones not counted. */
  attributes: z.number().int(),
  /** Products of this category and of everything below it. */
  products: z.number().int(),
  sourceRef: z.string().nullable(),
});
export type CategoryNode = z.infer<typeof categoryNode>;

export const categoryPath = z.object({ key });

// POST /api/categories
export const createCategoryInput = z.object({
  nameKo: name,
  nameEn: name,
  parentKey: key.nullable().default(null),
});
export type CreateCategoryInput = z.input<typeof createCategoryInput>;
export const createdCategory = z.object({ key });

// PATCH /api/categories/:key
export const changeCategoryInput = z
  .object({
    nameKo: name,
    nameEn: name,
    parentKey: key.nullable(),
    /** Place among the children of its parent, 0 first. */
    position: z.number().int().min(0),
  })
  .partial()
  .refine((input) => Object.keys(input).length > 0, { message: 'nothing to change' });
export type ChangeCategoryInput = z.infer<typeof changeCategoryInput>;

// GET /api/categories/:key/schema
export const categorySchema = z.object({
  document: schemaDocument,
  /** The lock that a save gives back; 0 before the first save. */
  revision: z.number().int(),
  savedBy: z.string().nullable(),
  savedAt: z.iso.datetime().nullable(),
  isLeaf: z.boolean(),
  products: z.number().int(),
  /** Names from the root to the parent. */
  pathKo: z.array(z.string()),
  pathEn: z.array(z.string()),
  /** Attributes that were taken out; saving one of their keys brings it back. */
  archived: z.array(attributeDefinition.pick({ key: true, nameKo: true, nameEn: true })),
});
export type CategorySchema = z.infer<typeof categorySchema>;

// PUT /api/categories/:key/schema
export const saveSchemaInput = z.object({
  /** The revision that was edited. */
  revision: z.number().int().min(0),
  attributes: schemaDocument.shape.attributes,
});
export type SaveSchemaInput = z.input<typeof saveSchemaInput>;
/** A value that left its list, and what those that held it hold now; null sent them back to review. */
export const followedValue = z.object({
  attributeKey: key,
  from: z.string(),
  to: z.string().nullable(),
  products: z.number().int(),
});
export type FollowedValue = z.infer<typeof followedValue>;
export const savedSchema = z.object({
  revision: z.number().int(),
  followed: z.array(followedValue),
  /** Products that get new proposals because of the change. */
  queuedProducts: z.number().int(),
});
export type SavedSchema = z.infer<typeof savedSchema>;

// GET /api/categories/:key/schema/revisions – newest first
export const schemaRevision = z.object({
  revision: z.number().int(),
  savedBy: z.string(),
  savedAt: z.iso.datetime(),
  attributes: z.number().int(),
  /** Against the revision before it: attribute names (Korean). */
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
});
export type SchemaRevision = z.infer<typeof schemaRevision>;
export const schemaRevisions = z.array(schemaRevision);

// POST /api/categories/:key/schema/revisions
export const restoreSchemaInput = z.object({
  /** The revision in force. */
  revision: z.number().int().min(0),
  /** The revision to bring back. */
  restore: z.number().int().min(1),
});
export type RestoreSchemaInput = z.infer<typeof restoreSchemaInput>;

/** One suggested attribute with what speaks for it. */
export const draftAttribute = z.object({
  attribute: attributeDefinition,
  /** Share of the listings that state it, 0 to 1; null when it comes from a table. */
  coverage: z.number().min(0).max(1).nullable(),
});
export type DraftAttribute = z.infer<typeof draftAttribute>;

/** A rule that the values of the category keep, for the attribute `key`. */
export const suggestedRule = z.object({
  key,
  rule: attributeRule,
  /** Products that state all of its attributes. */
  products: z.number().int(),
  /** Share of them that keep it, 0 to 1. */
  share: z.number().min(0).max(1),
});
export type SuggestedRule = z.infer<typeof suggestedRule>;

// GET /api/categories/:key/schema/draft
export const schemaDraft = z.object({
  /** Listings that were read. */
  listings: z.number().int(),
  attributes: z.array(draftAttribute),
  /** For the schema as it is saved. */
  rules: z.array(suggestedRule),
});
export type SchemaDraft = z.infer<typeof schemaDraft>;

// GET /api/schemas?keys=a,b
export const exportQuery = z.object({
  /** Category keys, separated by commas; a parent takes in everything below it. Without it, all. */
  keys: z
    .string()
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(key).max(1000))
    .optional(),
});

// POST /api/schemas
export const importedSchemas = z.object({
  created: z.array(key),
  changed: z.array(key),
  unchanged: z.array(key),
  queuedProducts: z.number().int(),
});
export type ImportedSchemas = z.infer<typeof importedSchemas>;

// GET /api/taxonomy/search
export const taxonomyQuery = z.object({
  q: z.string().trim().max(100).default(''),
  limit: z.coerce.number<number>().int().min(1).max(100).default(30),
});
export const taxonomyEntry = z.object({
  id: z.string(),
  pathKo: z.array(z.string()),
  pathEn: z.array(z.string()),
  attributes: z.number().int(),
});
export type TaxonomyEntry = z.infer<typeof taxonomyEntry>;
export const taxonomyEntries = z.array(taxonomyEntry);

// GET /api/taxonomy/:id
export const taxonomyPath = z.object({ id: z.string().regex(/^[a-z0-9-]{2,60}$/) });
export const taxonomyDraft = taxonomyEntry.extend({ draft: z.array(draftAttribute) });
export type TaxonomyDraft = z.infer<typeof taxonomyDraft>;

// POST /api/taxonomy/:id
export const takeTaxonomyInput = z.object({
  parentKey: key.nullable().default(null),
  /** Also make the categories above it that are not there yet. */
  withPath: z.boolean().default(false),
});
export type TakeTaxonomyInput = z.input<typeof takeTaxonomyInput>;

// GET /api/notice
export const noticeGroup = z.object({
  id: z.string(),
  nameKo: z.string(),
  nameEn: z.string(),
  draft: z.array(draftAttribute),
});
export type NoticeGroup = z.infer<typeof noticeGroup>;
export const noticeGroups = z.array(noticeGroup);
