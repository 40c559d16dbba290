import type { DatasetDecision, DatasetProduct, ListingField } from '../record';
import { jsonLines, textFormat, toLine } from './format';

const fieldNames: Record<ListingField, string> = {
  title: 'title',
  spec: 'text',
  description: 'description',
};

interface Gold {
  readonly values: string[] | null;
  readonly spans: { field: string; start: number; end: number; surface: string }[];
}

/**
 * Extraction data, one product a line. Values are as the listing writes them. An attribute is left
 * out, and so neither asked nor scored, when its value stands nowhere in the texts or when sources
 * conflict; null says that the texts hold none.
 */
export const extraction = textFormat({
  ...jsonLines,
  description:
    '{ id, category, title, text, description, attributes: name → [value as written] | null, spans: name → [{ field, start, end, surface }] }',
  examplesOf(product) {
    const line = toExtractionLine(product);
    return line ? [toLine(line)] : [];
  },
});

function toExtractionLine(product: DatasetProduct) {
  const attributes: Record<string, string[] | null> = {};
  const spans: Record<string, Gold['spans']> = {};
  for (const decision of product.decisions) {
    const gold = findGold(decision);
    if (!gold) continue;
    const name = nameOf(decision, attributes);
    attributes[name] = gold.values;
    if (gold.spans.length > 0) spans[name] = gold.spans;
  }
  if (Object.keys(attributes).length === 0) return null;
  return {
    id: String(product.id),
    category: product.category.nameKo,
    title: product.title,
    text: product.spec,
    description: product.description,
    attributes,
    spans,
  };
}

function nameOf({ attribute }: DatasetDecision, taken: object): string {
  return Object.hasOwn(taken, attribute.nameKo)
    ? `${attribute.nameKo} (${attribute.key})`
    : attribute.nameKo;
}

/** Null when the decision says nothing about how the text is to be read. */
function findGold({ values, absence }: DatasetDecision): Gold | null {
  if (values.length === 0) return absence === 'conflict' ? null : { values: null, spans: [] };
  const written = values.flatMap(({ surface, span }) =>
    surface && span ? [{ surface, span }] : [],
  );
  if (written.length < values.length) return null;
  return {
    values: [...new Set(written.map(({ surface }) => surface))],
    spans: written.map(({ surface, span: { field, start, end } }) => ({
      field: fieldNames[field],
      start,
      end,
      surface,
    })),
  };
}
