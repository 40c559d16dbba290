import type { AttributeQuery } from '../inference/features';
import type { LearntAttribute } from '../inference/model-config';
import type { SchemaDocument } from '../catalogue/contract';
import { listsAreSets, type ExtractionLine } from './extraction-file';

const SEVERAL_SHARE = 0.02;
const EXAMPLES = 6;
const NUMBER = /^[\d.,]+\s?([^\d\s]{1,6})?/u;

/**
 * What the lines show of each attribute: whether it has several values, what kind of values they
 * are, and examples. `files` are judged apart for what their lists mean.
 */
export function learnAttributes(files: readonly (readonly ExtractionLine[])[]): LearntAttribute[] {
  const seen = new Map<
    string,
    {
      category: string;
      name: string;
      present: number;
      several: number;
      values: Map<string, number>;
    }
  >();
  for (const lines of files) {
    const areSets = listsAreSets(lines);
    for (const { category, attributes } of lines) {
      for (const [name, values] of Object.entries(attributes)) {
        const key = JSON.stringify([category, name]);
        const fresh = { category, name, present: 0, several: 0, values: new Map<string, number>() };
        const entry = seen.get(key) ?? fresh;
        seen.set(key, entry);
        if (values === null || values.length === 0) continue;
        entry.present++;
        if (areSets && values.length > 1) entry.several++;
        for (const value of values) entry.values.set(value, (entry.values.get(value) ?? 0) + 1);
      }
    }
  }
  return [...seen.values()].map(({ category, name, present, several, values }) => {
    const frequent = [...values].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return {
      category,
      name,
      isMultiple: several > SEVERAL_SHARE * present,
      ...kindOf(frequent.map(([value]) => value)),
      examples: frequent.slice(0, EXAMPLES).map(([value]) => value),
    };
  });
}

function kindOf(values: readonly string[]): Pick<LearntAttribute, 'type' | 'unit'> {
  const sample = values.slice(0, 100);
  const numbers = sample.map((value) => NUMBER.exec(value)).filter((match) => match !== null);
  if (sample.length === 0 || numbers.length < 0.8 * sample.length) {
    return { type: values.length <= 50 ? 'enum' : 'text', unit: null };
  }
  const units = new Map<string, number>();
  for (const [, unit] of numbers) {
    if (unit !== undefined) units.set(unit, (units.get(unit) ?? 0) + 1);
  }
  const [best] = [...units].sort((a, b) => b[1] - a[1]);
  return {
    type: 'number',
    unit: best !== undefined && best[1] > numbers.length / 2 ? best[0] : null,
  };
}

/** Takes type, unit and "several values" from schemas where they name the attribute. */
export function describeBySchemas(
  attributes: readonly LearntAttribute[],
  schemas: readonly SchemaDocument[],
): LearntAttribute[] {
  return attributes.map((attribute) => {
    const schema = schemas.find(({ category: { key, nameKo, nameEn } }) =>
      [key, nameKo, nameEn].includes(attribute.category),
    );
    const definition = schema?.attributes.find(({ key, nameKo, nameEn }) =>
      [key, nameKo, nameEn].includes(attribute.name),
    );
    if (definition === undefined) return attribute;
    const { type, unit, isMultiple } = definition;
    return { ...attribute, type, unit, isMultiple };
  });
}

/** The question for one attribute as it was learnt, or for one never seen. */
export function queryOf(
  learnt: LearntAttribute | undefined,
  category: string,
  name: string,
): AttributeQuery {
  return {
    name,
    otherNames: [],
    category,
    type: learnt?.type ?? null,
    unit: learnt?.unit ?? null,
    isMultiple: learnt?.isMultiple ?? false,
    examples: learnt?.examples ?? [],
  };
}
