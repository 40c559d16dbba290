/** What makes a listing worth having in the demo; every one occurs in the demo catalogue. */
export const shapes = [
  'unnamed-segments',
  'named-value',
  'group-marker',
  'several-values',
  'sibling-offers',
  'second-spelling',
  'seller-conflict',
  'pack-count',
  'title-options',
  'unit-conflict',
  'shifted-value',
  'swapped-values',
  'placeholder',
  'implausible',
  'missing-value',
  'distractor',
  'description-only',
  'english',
] as const;

export type Shape = (typeof shapes)[number];
