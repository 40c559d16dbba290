/** Why a person leaves a product undecided: a closed list, so that it can be counted. */
export const skipReasons = [
  'unclear',
  'wrong-category',
  'several-products',
  'unread-images',
  'not-a-product',
  'schema',
  'other',
] as const;
export type SkipReason = (typeof skipReasons)[number];

export interface Skip {
  readonly reason: SkipReason;
  /** In the person's words; never null where the reason is `other`. */
  readonly note: string | null;
}

/** A skip as this browser or an earlier version kept it: what is no reason of the list is a note. */
export function readSkip(reason: string, note: string | null): Skip {
  const listed = skipReasons.find((each) => each === reason);
  return listed ? { reason: listed, note } : { reason: 'other', note: note ?? reason };
}
