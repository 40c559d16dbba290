import { decisionKind, decisionMode } from '@/lib/values/decision';
import { agreement, type RecipeDocument } from '@/lib/datasets/recipe';

export const kinds = decisionKind.exclude(['undo']).options;
export const modes = decisionMode.options;
export const agreements = agreement.options;

/** The fields of a recipe as they are typed; a text that is no number is kept until it is one. */
export interface RecipeDraft {
  readonly name: string;
  readonly categoryKey: string;
  readonly attributeKeys: string;
  readonly modelVersions: string;
  readonly since: string;
  readonly before: string;
  readonly kinds: readonly string[];
  readonly modes: readonly string[];
  readonly agreements: readonly string[];
  /** Chosen nowhere yet: kept as it was saved. */
  readonly reviewerIds: readonly string[];
  readonly errorKinds: readonly string[];
  /** By error kind, as typed. */
  readonly weights: Readonly<Record<string, string>>;
  readonly excludeAuto: boolean;
  readonly minimumAcceptMs: string;
  readonly includeAbsences: boolean;
  readonly maximumProductsPerSeller: string;
  readonly maskPersonalData: boolean;
  readonly validation: string;
  readonly test: string;
  readonly seed: string;
}

/** A saved recipe as the fields of its form. */
export function toDraft(name: string, document: RecipeDocument): RecipeDraft {
  const { filter, split } = document;
  return {
    name,
    categoryKey: filter.categoryKey ?? '',
    attributeKeys: (filter.attributeKeys ?? []).join(', '),
    modelVersions: (filter.modelVersions ?? []).join(', '),
    since: filter.decidedSince?.slice(0, 10) ?? '',
    before: filter.decidedBefore?.slice(0, 10) ?? '',
    kinds: filter.kinds ?? kinds,
    modes: filter.modes ?? modes,
    agreements: filter.agreements ?? agreements,
    reviewerIds: filter.reviewerIds ?? [],
    errorKinds: filter.errorKinds ?? [],
    weights: Object.fromEntries(
      Object.entries(document.errorWeights).map(([kind, weight]) => [kind, String(weight)]),
    ),
    excludeAuto: document.excludeAuto,
    minimumAcceptMs: String(document.minimumAcceptMs),
    includeAbsences: document.includeAbsences,
    maximumProductsPerSeller: document.maximumProductsPerSeller?.toString() ?? '',
    maskPersonalData: document.maskPersonalData,
    validation: String(split.validation),
    test: String(split.test),
    seed: split.seed,
  };
}

/** What the schema is to check; a choice of everything is no filter. */
export function toInput(draft: RecipeDraft): unknown {
  const list = (text: string) => {
    const items = text.split(',').map((item) => item.trim());
    const given = items.filter((item) => item !== '');
    return given.length > 0 ? given : undefined;
  };
  const some = (chosen: readonly string[], all: readonly string[]) =>
    chosen.length === all.length ? undefined : all.filter((option) => chosen.includes(option));
  const day = (text: string) => (text === '' ? undefined : `${text}T00:00:00.000Z`);
  const [validation, test] = [Number(draft.validation), Number(draft.test)];
  return {
    filter: {
      decidedSince: day(draft.since),
      decidedBefore: day(draft.before),
      categoryKey: draft.categoryKey || undefined,
      attributeKeys: list(draft.attributeKeys),
      modelVersions: list(draft.modelVersions),
      modes: some(draft.modes, modes),
      kinds: some(draft.kinds, kinds),
      agreements: some(draft.agreements, agreements),
      reviewerIds: draft.reviewerIds.length > 0 ? draft.reviewerIds : undefined,
      errorKinds: draft.errorKinds.length > 0 ? draft.errorKinds : undefined,
    },
    errorWeights: Object.fromEntries(
      Object.entries(draft.weights)
        .filter(([, weight]) => weight.trim() !== '' && weight.trim() !== '1')
        .map(([kind, weight]) => [kind, Number(weight)]),
    ),
    excludeAuto: draft.excludeAuto,
    minimumAcceptMs: Number(draft.minimumAcceptMs),
    includeAbsences: draft.includeAbsences,
    maximumProductsPerSeller:
      draft.maximumProductsPerSeller.trim() === '' ? null : Number(draft.maximumProductsPerSeller),
    maskPersonalData: draft.maskPersonalData,
    split: { train: 1 - validation - test, validation, test, seed: draft.seed },
  };
}
