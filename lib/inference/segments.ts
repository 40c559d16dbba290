import type { AttributeQuery } from './features';
import type { ModelLabels } from './model-config';

/** Products that must have shown it, and the share of them that may have shown otherwise. */
const FEWEST_PRODUCTS = 3;
const MOST_OTHERS = 0.01;

/**
 * Whether an attribute's values were seen to fill whole segments of the text, "/ Fast IPS /". Ten
 * products show that already, long before they have shown how values begin and end.
 */
export function fillsSegmentsOf(labels: ModelLabels): (query: AttributeQuery) => boolean {
  const filling = new Set(
    labels.segments
      .filter(([, , whole, part]) => whole >= FEWEST_PRODUCTS && part <= MOST_OTHERS * whole)
      .map(([category, attribute]) => key(category, attribute)),
  );
  return ({ category, name }) => filling.has(key(category, name));
}

function key(category: string, attribute: string): string {
  return JSON.stringify([category, attribute]);
}
