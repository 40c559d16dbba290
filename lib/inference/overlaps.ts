import type { AttributeQuery } from './features';
import type { ModelLabels } from './model-config';

/** In log-probability: an overlap is chosen only when everything else is e⁴ times less likely. */
const PENALTY = 4;

/**
 * Two attributes that were taught together and never seen to share a stretch of text do not; of
 * others nothing is known.
 */
export function overlapPenaltyOf(
  labels: ModelLabels,
): (a: AttributeQuery, b: AttributeQuery) => number {
  const taught = new Set(labels.attributes.map(({ category, name }) => key(category, name)));
  const overlaps = new Set(labels.overlaps.map((names) => key(...names)));
  return (a, b) => {
    const { category } = a;
    if (!taught.has(key(category, a.name)) || !taught.has(key(category, b.name))) return 0;
    return overlaps.has(key(category, ...inOrder(a.name, b.name))) ? 0 : PENALTY;
  };
}

export function inOrder(a: string, b: string): [string, string] {
  return a < b ? [a, b] : [b, a];
}

function key(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
