import type { AttributeQuery } from './features';
import type { ModelLabels } from './model-config';

/** Products that must have shown it, and the share of them that may have shown otherwise. */
const FEWEST_PRODUCTS = 3;
const MOST_OTHERS = 0.01;
/** For an attribute that few products showed: attributes that must speak for all of its category. */
const FEWEST_ATTRIBUTES = 5;
const LEAST_FILLING = 0.9;

/**
 * Whether an attribute's values fill whole segments of the text, "/ Fast IPS /". Ten products show
 * that already, long before they have shown how values begin and end. An attribute that they do not
 * show is taken to be laid out as the others of its category are, when nearly all of those agree.
 */
export function fillsSegmentsOf(labels: ModelLabels): (query: AttributeQuery) => boolean {
  const own = new Map<string, boolean>();
  const categories = new Map<string, { filling: number; shown: number }>();
  for (const [category, attribute, whole, part] of labels.segments) {
    const isShown = whole + part >= FEWEST_PRODUCTS;
    const fills = isShown && part <= MOST_OTHERS * whole;
    // A single value that is part of a segment is enough to follow no other attribute.
    if (isShown || part > 0) own.set(key(category, attribute), fills);
    if (!isShown) continue;
    const { filling, shown } = categories.get(category) ?? { filling: 0, shown: 0 };
    categories.set(category, { filling: filling + Number(fills), shown: shown + 1 });
  }
  return ({ category, name }) => {
    const known = own.get(key(category, name));
    if (known !== undefined) return known;
    const { filling, shown } = categories.get(category) ?? { filling: 0, shown: 0 };
    return shown >= FEWEST_ATTRIBUTES && filling >= LEAST_FILLING * shown;
  };
}

function key(category: string, attribute: string): string {
  return JSON.stringify([category, attribute]);
}
