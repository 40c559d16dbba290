import * as z from 'zod';
import { key } from '../values/contract';
import { decisionKind, decisionMode, errorKind } from '../values/decision';

const instant = z.iso.datetime();

/** Of a decision: one person's word, what people found independently, or what a lead settled. */
export const agreement = z.enum(['one-person', 'agreed', 'settled']);
export type Agreement = z.infer<typeof agreement>;

/** Which decisions a recipe takes in; a part that is left out takes in all. */
export const decisionFilter = z.strictObject({
  /** At or after, and before, this instant of the decision. */
  decidedSince: instant.optional(),
  decidedBefore: instant.optional(),
  /** Leaf or inner category; an inner one takes in everything below it. */
  categoryKey: key.optional(),
  attributeKeys: z.array(key).min(1).max(500).optional(),
  modelVersions: z.array(z.string().min(1).max(120)).min(1).max(100).optional(),
  reviewerIds: z.array(z.string().min(1).max(120)).min(1).max(500).optional(),
  modes: z.array(decisionMode).min(1).optional(),
  kinds: z
    .array(decisionKind.exclude(['undo']))
    .min(1)
    .optional(),
  /** Only corrections of these errors. */
  errorKinds: z.array(errorKind).min(1).optional(),
  agreements: z.array(agreement).min(1).optional(),
});

const share = z.number().min(0).max(1);

export const splitShares = z
  .strictObject({
    train: share.default(0.8),
    validation: share.default(0.1),
    test: share.default(0.1),
    /** Another seed, another split. */
    seed: z.string().min(1).max(80).default('avenue'),
  })
  .refine(({ train, validation, test }) => Math.abs(train + validation + test - 1) < 1e-9, {
    message: 'train, validation and test must add up to 1',
  });
export type SplitShares = z.infer<typeof splitShares>;

/** What a dataset version is made from, the as-of instant apart. */
export const recipeDocument = z.strictObject({
  filter: decisionFilter.prefault({}),
  /** Decisions that nobody looked at. */
  excludeAuto: z.boolean().default(true),
  /**
   * An acceptance made faster than this was a rubber stamp and is left out, and so is one among many
   * whose value showed no evidence; 0 keeps all.
   */
  minimumAcceptMs: z.number().int().min(0).max(60_000).default(300),
  /** Absences and rejections become examples that have no value. */
  includeAbsences: z.boolean().default(true),
  /**
   * How often the training split repeats an example that mends this error, where examples stand one
   * by one; a table states the number. Errors that are left out count once.
   */
  errorWeights: z.partialRecord(errorKind, z.number().int().min(1).max(10)).default({}),
  /** No seller gives more products than this; null is no limit. */
  maximumProductsPerSeller: z.number().int().min(1).nullable().default(null),
  /** E-mail addresses, telephone and order numbers, and names of reviewers. */
  maskPersonalData: z.boolean().default(true),
  split: splitShares.prefault({}),
});
export type RecipeDocument = z.infer<typeof recipeDocument>;
export type RecipeInput = z.input<typeof recipeDocument>;

/** The recipe as one text: the same wishes in another order are the same text. */
export function canonicalRecipe(recipe: RecipeDocument): string {
  const { filter } = recipe;
  const sorted = <T extends string>(list: readonly T[] | undefined) =>
    list && [...new Set(list)].sort();
  const canonical = recipeDocument.parse({
    ...recipe,
    filter: {
      decidedSince: filter.decidedSince,
      decidedBefore: filter.decidedBefore,
      categoryKey: filter.categoryKey,
      attributeKeys: sorted(filter.attributeKeys),
      modelVersions: sorted(filter.modelVersions),
      reviewerIds: sorted(filter.reviewerIds),
      modes: sorted(filter.modes),
      kinds: sorted(filter.kinds),
      errorKinds: sorted(filter.errorKinds),
      agreements: sorted(filter.agreements),
    },
    errorWeights: Object.fromEntries(
      Object.entries(recipe.errorWeights).sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
  });
  return JSON.stringify(canonical);
}
