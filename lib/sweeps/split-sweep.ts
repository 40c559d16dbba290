import { maximumExcludedParts, maximumExcludedProducts } from './limits';
import type { SweepGroup, SweepPredicate, SweepSample } from './contract';

/**
 * The rest of a group after a rejected sample: without everything that was read in the same way as
 * it. A group of one part loses the product alone, once; a second reject in it, or nothing left,
 * answers null: such values want one decision a product.
 */
export function splitSweep(
  { predicate, count }: Pick<SweepGroup, 'predicate' | 'count'>,
  rejected: Pick<SweepSample, 'productId' | 'part' | 'partCount'>,
): SweepPredicate | null {
  const { excludedParts, excludedProductIds } = predicate;
  if (rejected.partCount < count) {
    if (excludedParts.length >= maximumExcludedParts) return null;
    return { ...predicate, excludedParts: [...excludedParts, rejected.part] };
  }
  if (count <= 1 || excludedProductIds.length >= maximumExcludedProducts) return null;
  return { ...predicate, excludedProductIds: [...excludedProductIds, rejected.productId] };
}
