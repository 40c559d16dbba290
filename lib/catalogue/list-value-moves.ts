import type { AttributeDefinition } from '../values/contract';
import { spellingKey } from '../values/text-forms';

/** A value that left the list of an attribute; `to` has it as a synonym, or is null. */
export interface ListValueMove {
  readonly attributeKey: string;
  readonly from: string;
  readonly to: string | null;
}

/** What became of the values that a schema no longer lists: renamed, merged into another, or gone. */
export function findListValueMoves(
  before: readonly AttributeDefinition[],
  after: readonly AttributeDefinition[],
): ListValueMove[] {
  return before.flatMap(({ key: attributeKey, values }) => {
    const now = after.find((attribute) => attribute.key === attributeKey);
    if (now === undefined || now.type !== 'enum') return [];
    return values
      .filter(({ value }) => !now.values.some((listed) => listed.value === value))
      .map(({ value: from }) => ({ attributeKey, from, to: findHeir(from, now) }));
  });
}

function findHeir(gone: string, { values }: AttributeDefinition): string | null {
  const isNamed = (forms: readonly string[]) =>
    forms.includes(gone) || forms.some((form) => spellingKey(form) === spellingKey(gone));
  const heir = values.find(({ value, synonyms }) => isNamed([value, ...synonyms]));
  return heir?.value ?? null;
}

/** Values that a schema lists and did not list before, by attribute. */
export function findListedAnew(
  before: readonly AttributeDefinition[],
  after: readonly AttributeDefinition[],
): { readonly attributeKey: string; readonly value: string }[] {
  return after.flatMap(({ key: attributeKey, values }) => {
    const old = before.find((attribute) => attribute.key === attributeKey)?.values ?? [];
    return values
      .filter(({ value }) => !old.some((listed) => listed.value === value))
      .map(({ value }) => ({ attributeKey, value }));
  });
}
