import * as z from 'zod';
import { isSafePattern } from './pattern';

/**
 * A committed or proposed scalar. Numbers are in the attribute's own unit; text and list values are
 * the canonical spelling; a list `AttributeValue[]` holds several values, `[]` means none.
 */
export const attributeValue = z.union([z.string(), z.number(), z.boolean()]);
export type AttributeValue = z.infer<typeof attributeValue>;

export const attributeType = z.enum(['enum', 'text', 'number', 'boolean']);
export type AttributeType = z.infer<typeof attributeType>;

/** Lower-case words joined by hyphens; stable for ever, unlike the names. */
export const key = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'lower-case letters, digits and hyphens');

export const listValue = z.object({
  value: z.string().trim().min(1).max(200),
  nameEn: z.string().trim().max(200).nullable().default(null),
  /** Other spellings that normalise to `value`. */
  synonyms: z.array(z.string().trim().min(1).max(200)).default([]),
});
export type ListValue = z.infer<typeof listValue>;

/**
 * What a number attribute wants of "500ml x 20개": what one piece holds (500 ml), how many there are
 * (20), or what all hold together (10 L; of "24캔 x 2" 48).
 */
export const attributeWish = z.enum(['amount', 'count', 'total']);
export type AttributeWish = z.infer<typeof attributeWish>;

/** How a number lies to those of other attributes of its schema, whatever their units. */
export const attributeRule = z.object({
  /** At most each of the others (a part, a minimum, what comes before), or the sum of them all. */
  kind: z.enum(['at-most', 'sum-of']),
  /** Keys of the other attributes. */
  of: z.array(key).min(1).max(20),
});
export type AttributeRule = z.infer<typeof attributeRule>;

export const attributeDefinition = z.object({
  key,
  nameKo: z.string().trim().min(1).max(120),
  nameEn: z.string().trim().min(1).max(120),
  type: attributeType,
  /** True when a product can have several values (단자: HDMI 2.1, DP 1.4). */
  isMultiple: z.boolean().default(false),
  isRequired: z.boolean().default(false),
  /** Symbol of the unit that numbers are kept in ("cm", "kg"); null for plain numbers and other types. */
  unit: z.string().trim().min(1).max(20).nullable().default(null),
  minimum: z.number().nullable().default(null),
  maximum: z.number().nullable().default(null),
  /** Regular expression that the whole canonical text must match. */
  pattern: z
    .string()
    .max(500)
    .refine(isSafePattern, 'not a regular expression, or one that can take too long')
    .nullable()
    .default(null),
  wants: attributeWish.default('amount'),
  /**
   * Share by which two numbers of this attribute may differ and be one value: 0.03 makes one of 1 TB
   * and 1024 GB. Null where only rounding may differ.
   */
  tolerance: z.number().min(0).max(0.5).nullable().default(null),
  rules: z.array(attributeRule).max(20).default([]),
  /** Other names of the attribute itself ("주사율" = "화면재생률"). */
  synonyms: z.array(z.string().trim().min(1).max(120)).default([]),
  /** The value list; for `enum` it is closed, for `text` it suggests. */
  values: z.array(listValue).default([]),
  guideline: z.string().max(4000).default(''),
  /** Surface forms as listings write them. */
  examples: z.array(z.string().trim().min(1).max(200)).default([]),
});
export type AttributeDefinition = z.infer<typeof attributeDefinition>;

export const schemaDocument = z.object({
  category: z
    .object({
      key,
      nameKo: z.string().trim().min(1).max(120),
      nameEn: z.string().trim().min(1).max(120),
      /** Keys from the root to the parent. */
      path: z.array(key).max(20).default([]),
    })
    .refine(({ key: own, path }) => new Set([...path, own]).size === path.length + 1, {
      path: ['path'],
      message: 'The path names each category above this one once, and not the category itself',
    }),
  attributes: z.array(attributeDefinition).max(200),
});
export type SchemaDocument = z.infer<typeof schemaDocument>;

export const textField = z.enum(['title', 'spec', 'description', 'review']);
export type TextField = z.infer<typeof textField>;

/** Where a value was read: UTF-16 offsets `[start, end)` into one text of the product. */
export const evidence = z.object({
  field: textField,
  start: z.number().int().min(0),
  end: z.number().int().min(1),
  /** Which customer review, when `field` is `review`. */
  reviewId: z.int32().optional(),
});
export type Evidence = z.infer<typeof evidence>;

/** Why a value needs a person. A flag never removes a value. */
export const ruleFlag = z.enum([
  'not-a-number',
  /** The digits allow two readings: "50,60Hz". */
  'unsure-number',
  'unknown-unit',
  'below-minimum',
  'above-maximum',
  'not-in-list',
  'pattern-mismatch',
  'not-a-boolean',
  /** The text says that it is not so, or says it of something beside it: "유리 아님". */
  'negated',
  /** The text says less than the value, or something like it: "생활방수", "인조 가죽". */
  'qualified',
  'several-values',
  /** It does not fit the value of another attribute: a part larger than its whole. */
  'rule-broken',
  'required-missing',
  'implausible',
  /** Nothing was found, though the text names the attribute. */
  'named-in-text',
  /** Only pictures, or nearly no text: what was not found may stand in what was not read. */
  'unread-source',
]);
export type RuleFlag = z.infer<typeof ruleFlag>;
