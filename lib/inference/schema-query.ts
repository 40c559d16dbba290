import type { AttributeDefinition } from '../values/contract';
import type { ExtractionInput } from '../extraction/contract';
import type { AttributeQuery } from './features';
import { valuePattern, type GazetteerEntry } from './gazetteer';
import type { LearntAttribute } from './model-config';

/** Times that a schema's value counts as seen: enough to be trusted, not enough to be certain. */
const LISTED = 2;
const EXAMPLES = 6;

/** The names that a model was taught, to find a schema's attribute among them. */
export class TaughtNames {
  private readonly byCategory = new Map<string, Map<string, LearntAttribute>>();
  private readonly anywhere = new Map<string, LearntAttribute>();

  constructor(attributes: readonly LearntAttribute[]) {
    for (const attribute of attributes) {
      const category =
        this.byCategory.get(attribute.category) ?? new Map<string, LearntAttribute>();
      category.set(attribute.name, attribute);
      this.byCategory.set(attribute.category, category);
      if (!this.anywhere.has(attribute.name)) this.anywhere.set(attribute.name, attribute);
    }
  }

  find(category: string, name: string): LearntAttribute | undefined {
    return this.byCategory.get(category)?.get(name);
  }

  /** The category's name as it was taught, else its Korean name. */
  categoryName(category: ExtractionInput['category']): string {
    const names = [category.nameKo, category.nameEn, category.key];
    return names.find((name) => this.byCategory.has(name)) ?? category.nameKo;
  }

  /** The question for a schema's attribute: under the name it was taught, where there is one. */
  queryOf(category: string, definition: AttributeDefinition): AttributeQuery {
    const { nameKo, nameEn, synonyms, key, type, unit, isMultiple } = definition;
    const names = [...new Set([nameKo, nameEn, ...synonyms, key])];
    const known = names.find((name) => this.find(category, name) !== undefined);
    const name = known ?? names.find((each) => this.anywhere.has(each)) ?? nameKo;
    const learnt = this.find(category, name);
    const otherNames = names.filter((each) => each !== name);
    if (learnt !== undefined) {
      return { ...learnt, otherNames: [], isMultiple };
    }
    const examples = surfacesOf(definition).slice(0, EXAMPLES);
    return { name, otherNames, category, type, unit, isMultiple, examples };
  }
}

/** What values of an attribute look like, as its schema says. */
export function surfacesOf({ examples, values }: AttributeDefinition): string[] {
  return [...examples, ...values.map(({ value }) => value)];
}

/** A schema's own values and examples as dictionary entries under the question's name. */
export function entriesOf(
  query: Pick<AttributeQuery, 'name' | 'category'>,
  definition: AttributeDefinition,
): GazetteerEntry[] {
  const texts = [
    ...definition.examples,
    ...definition.values.flatMap(({ value, nameEn, synonyms }) => [value, nameEn, ...synonyms]),
  ].filter((text) => text !== null);
  const patterns = texts.map(valuePattern).filter((pattern) => pattern !== null);
  const counts = { labelled: LISTED, occurrences: LISTED, attribute: query.name };
  const scope = { ...counts, category: query.category };
  const unique = (all: readonly string[]): string[] => [
    ...new Set(all.map((text) => text.toLowerCase())),
  ];
  return [
    ...unique(texts).map((text) => ({ ...scope, text, isPattern: false })),
    ...unique(patterns).map((text) => ({ ...scope, text, isPattern: true })),
  ];
}
