import type { AttributeDefinition } from '../values/contract';
import type { DemoCatalogue, DemoGold, DemoProduct, GoldAnswer } from './generate';

/** Where a right value stands in an extraction line. */
export interface ExtractionSpan {
  readonly field: 'title' | 'text';
  readonly start: number;
  readonly end: number;
  readonly surface: string;
}

/** One line of the extraction format; `spans` is an addition that other readers may ignore. */
export interface ExtractionLine {
  readonly id: string;
  readonly category: string;
  readonly title: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, readonly string[] | null>>;
  readonly spans: Readonly<Record<string, readonly ExtractionSpan[]>>;
}

function listSpans(answer: GoldAnswer, product: DemoProduct): ExtractionSpan[] {
  const descriptionStart = product.spec === '' ? 0 : product.spec.length + 1;
  return answer.spans.map(({ field, start, end, surface }): ExtractionSpan => {
    if (field === 'title') return { field, start, end, surface };
    const shift = field === 'description' ? descriptionStart : 0;
    return { field: 'text', start: start + shift, end: end + shift, surface };
  });
}

/** One surface for each value of a several-valued attribute, every surface of a single one. */
function listSurfaces(answer: GoldAnswer, isMultiple: boolean): string[] {
  const ordered = [
    ...answer.spans.filter(({ field }) => field !== 'title'),
    ...answer.spans.filter(({ field }) => field === 'title'),
  ];
  if (!isMultiple) return [...new Set(ordered.map(({ surface }) => surface))];
  const byValue = new Map<unknown, string>();
  for (const { value, surface } of ordered) if (!byValue.has(value)) byValue.set(value, surface);
  return [...byValue.values()];
}

function toExtractionLine(
  product: DemoProduct,
  gold: DemoGold,
  category: string,
  definitions: readonly AttributeDefinition[],
): ExtractionLine {
  const nameOf = ({ nameKo, nameEn }: AttributeDefinition) =>
    product.language === 'ko' ? nameKo : nameEn;
  return {
    id: `${product.seller}/${product.externalId}`,
    category,
    title: product.title,
    text: [product.spec, product.description].filter((part) => part !== '').join('\n'),
    attributes: Object.fromEntries(
      definitions.map((definition) => {
        const answer = gold.attributes[definition.key] ?? null;
        return [nameOf(definition), answer && listSurfaces(answer, definition.isMultiple)];
      }),
    ),
    spans: Object.fromEntries(
      definitions.flatMap((definition) => {
        const answer = gold.attributes[definition.key];
        return answer ? [[nameOf(definition), listSpans(answer, product)]] : [];
      }),
    ),
  };
}

/** The catalogue in the extraction format: text is the spec, a line break, the description. */
export function toExtractionLines(catalogue: DemoCatalogue): ExtractionLine[] {
  const schemas = new Map(catalogue.schemas.map((schema) => [schema.category.key, schema]));
  return catalogue.products.flatMap((product, index) => {
    const schema = schemas.get(product.categoryKey);
    const gold = catalogue.gold[index];
    if (!schema || !gold) return [];
    const { nameKo, nameEn } = schema.category;
    const category = product.language === 'ko' ? nameKo : nameEn;
    return [toExtractionLine(product, gold, category, schema.attributes)];
  });
}

/** One listing as the import reads it; the category is its Korean name. */
export interface ListingLine extends Omit<DemoProduct, 'categoryKey' | 'language'> {
  readonly category: string;
}

export function toListingLines(catalogue: DemoCatalogue): ListingLine[] {
  const names = new Map(
    catalogue.schemas.map(({ category }) => [category.key, category.nameKo] as const),
  );
  return catalogue.products.map(
    ({
      externalId,
      seller,
      categoryKey,
      title,
      spec,
      description,
      brand,
      price,
      imageUrls,
      groupKey,
    }) => ({
      externalId,
      seller,
      category: names.get(categoryKey) ?? categoryKey,
      title,
      spec,
      description,
      brand,
      price,
      imageUrls,
      groupKey,
    }),
  );
}
