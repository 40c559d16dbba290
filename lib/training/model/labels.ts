import type { AttributeDefinition, SchemaDocument } from '../../values/contract';
import type { AttributeQuery } from '../../inference/features';
import type { GazetteerEntry } from '../../inference/gazetteer';
import type { LearntAttribute } from '../../inference/model-config';
import { entriesOf, surfacesOf } from '../../inference/schema-query';
import { listsAreSets, type ExtractionLine } from '../../extraction/extraction-file';
import type { ListMeaning } from './score';

const SEVERAL_SHARE = 0.02;
const EXAMPLES = 6;
const NUMBER = /^[\d.,]+\s?([^\d\s]{1,6})?/u;

/**
 * What the lines show of each attribute: whether it has several values, what kind of values they
 * are, and examples. `files` are judged apart for what their lists mean, unless `lists` says it.
 */
export function learnAttributes(
  files: readonly (readonly ExtractionLine[])[],
  lists: ListMeaning | null = null,
): LearntAttribute[] {
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
    const areSets = lists === null ? listsAreSets(lines) : lists === 'all';
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

/**
 * What schemas add: type, unit and "several values" of the attributes that they name, and the
 * attributes that no line teaches, which can be asked all the same.
 */
export function describeBySchemas(
  learnt: readonly LearntAttribute[],
  schemas: readonly SchemaDocument[],
): LearntAttribute[] {
  const described = learnt.map((attribute) => {
    const definition = definitionOf(schemas, attribute.category, attribute.name);
    if (definition === undefined) return attribute;
    const { type, unit, isMultiple } = definition;
    const examples = [...new Set([...attribute.examples, ...surfacesOf(definition)])];
    return { ...attribute, type, unit, isMultiple, examples: examples.slice(0, EXAMPLES) };
  });
  const taught = new Set(learnt.map(({ category, name }) => JSON.stringify([category, name])));
  const untaught = schemas.flatMap(({ category: { nameKo }, attributes }) =>
    attributes.flatMap((definition): LearntAttribute[] => {
      const { nameKo: name, type, unit, isMultiple } = definition;
      if (taught.has(JSON.stringify([nameKo, name]))) return [];
      const examples = surfacesOf(definition).slice(0, EXAMPLES);
      return [{ category: nameKo, name, type, unit, isMultiple, examples }];
    }),
  );
  return [...described, ...untaught];
}

/** The values and examples that schemas list, as dictionary entries of their attributes. */
export function listedEntries(
  attributes: readonly LearntAttribute[],
  schemas: readonly SchemaDocument[],
): GazetteerEntry[] {
  return attributes.flatMap((attribute) => {
    const definition = definitionOf(schemas, attribute.category, attribute.name);
    return definition === undefined ? [] : entriesOf(attribute, definition);
  });
}

function definitionOf(
  schemas: readonly SchemaDocument[],
  categoryName: string,
  name: string,
): AttributeDefinition | undefined {
  const schema = schemas.find(({ category: { key, nameKo, nameEn } }) =>
    [key, nameKo, nameEn].includes(categoryName),
  );
  return schema?.attributes.find(({ key, nameKo, nameEn }) => [key, nameKo, nameEn].includes(name));
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
