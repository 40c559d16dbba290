import { isUncategorised, saysUncategorised } from '../catalogue/uncategorised';
import type { CategoryIndex, Resolution } from './category-index';
import type { ImportMapping } from './column-mapping';

/** `none`: the product is taken and waits for a category. */
export type RowResolution = Resolution | { readonly kind: 'none' };

/** Where a row's product goes, by its own words for a category and what the mapping says of others. */
export function resolveCategory(
  index: CategoryIndex,
  words: string | null,
  {
    categoryKey,
    createCategories,
    holdUnknownCategories,
  }: Pick<ImportMapping, 'categoryKey' | 'createCategories' | 'holdUnknownCategories'>,
): RowResolution {
  const named = words === null || saysUncategorised(words) ? null : words;
  const reference = named ?? categoryKey;
  if (reference === null || isUncategorised(reference)) return { kind: 'none' };
  const found = index.resolve(reference, createCategories);
  return found.kind === 'rejected' && holdUnknownCategories ? { kind: 'none' } : found;
}
