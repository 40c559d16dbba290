import { sweepKey } from '../proposals/propose';
import type { ReviewProduct, ReviewRow } from '../curation/contract';
import type { SweepAddress } from './contract';

/** The page of the sweep that a row's value belongs to; null when it proposes none that was read. */
export function sweepPathOf(
  { category }: Pick<ReviewProduct, 'category'>,
  { attribute, proposal }: Pick<ReviewRow, 'attribute' | 'proposal'>,
): string | null {
  const { surface, valueKey } = sweepKey(proposal);
  if (surface === null || valueKey === null) return null;
  const address: SweepAddress = {
    category: category.key,
    attribute: attribute.key,
    surface,
    value: valueKey,
  };
  return `/sweeps?${new URLSearchParams(address)}`;
}

const origin = { from: 'review' } as const;

/** The same page, which then goes back to the desk that it was opened from. */
export const fromDesk = (path: string): string => `${path}&${new URLSearchParams(origin)}`;

export const isFromDesk = ({ from }: { readonly from?: unknown }): boolean => from === origin.from;
