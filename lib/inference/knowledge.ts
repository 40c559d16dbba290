import type { ModelLabels, ModelShape } from './model-config';
import { overlapPenaltyOf } from './overlaps';
import type { Knowledge } from './predict';
import { fillsSegmentsOf } from './segments';

/** What the labels of a model say to its decoder. */
export function knowledgeOf({
  shape,
  labels,
}: {
  readonly shape: ModelShape;
  readonly labels: ModelLabels;
}): Knowledge {
  const { trims } = labels;
  return {
    shape,
    trimOf: (attribute) => (surface) => trims[attribute]?.[surface.toLowerCase()] ?? null,
    overlapPenalty: overlapPenaltyOf(labels),
    fillsSegments: fillsSegmentsOf(labels),
  };
}
