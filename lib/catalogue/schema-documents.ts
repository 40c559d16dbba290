import type { z } from 'zod';
import { readInput } from '../i18n/input-problems';
import { AppError } from '../platform/errors';
import { findSchemaProblems } from './check-schema';
import { schemaDocument, type AttributeDefinition, type SchemaDocument } from '../values/contract';

type Path = z.core.$ZodIssue['path'];

/** "monitor › colour › pattern", with numbers (from 1) where a name is missing. */
function describePlace(document: unknown, index: number, path: Path): string {
  const named = document as {
    category?: { key?: unknown };
    attributes?: { key?: unknown }[];
  } | null;
  const nameOf = (key: unknown, place: number) =>
    typeof key === 'string' && key !== '' ? key : `#${place + 1}`;
  const parts = [nameOf(named?.category?.key, index)];
  const [first, second, ...rest] = path;
  if (first === 'attributes' && typeof second === 'number') {
    parts.push(nameOf(named?.attributes?.[second]?.key, second), ...rest.map(String));
  } else {
    parts.push(...path.map(String));
  }
  return parts.join(' › ');
}

/**
 * @throws AppError `invalid` that names every attribute which cannot be saved.
 */
export function requireSoundSchema(
  attributes: readonly AttributeDefinition[],
  categoryKey: string,
): void {
  const problems = findSchemaProblems(attributes);
  const [first] = problems;
  if (!first) return;
  const placeOf = (index: number) => `${categoryKey} › ${attributes[index]?.key ?? index + 1}`;
  throw new AppError(
    'invalid',
    `catalogue.errors.schema.${first.code}`,
    { place: placeOf(first.index), subject: first.subject },
    problems.map(({ index, field, code }) => ({
      path: `attributes.${index}.${field}`,
      message: code,
    })),
  );
}

/**
 * Reads one schema document or a list of them, as export writes them.
 * @throws AppError `invalid` that names document, attribute and field of what is wrong.
 */
export function readSchemaDocuments(input: unknown): SchemaDocument[] {
  const inputs: readonly unknown[] = Array.isArray(input) ? input : [input];
  if (inputs.length === 0) throw new AppError('invalid', 'catalogue.errors.no-documents');
  const documents = inputs.map((each, index) => {
    const { data, problems } = readInput(schemaDocument, each);
    if (problems === null) return data;
    const issues = problems.map(({ path, wording }) => ({
      path: describePlace(each, index, path),
      message: wording,
    }));
    const [first] = issues;
    throw new AppError(
      'invalid',
      'catalogue.errors.bad-document',
      { place: first?.path ?? `#${index + 1}`, problem: first?.message ?? '' },
      issues,
    );
  });
  for (const [index, { category, attributes }] of documents.entries()) {
    requireSoundSchema(attributes, category.key);
    if (documents.findIndex((other) => other.category.key === category.key) < index) {
      throw new AppError('invalid', 'catalogue.errors.repeated-document', { key: category.key });
    }
  }
  return documents;
}

/** Whether a model reads the same of both: their order does not matter to it. */
export function areSameAttributes(
  one: readonly AttributeDefinition[],
  other: readonly AttributeDefinition[],
): boolean {
  const text = (attributes: readonly AttributeDefinition[]) =>
    JSON.stringify(attributes.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(writeAttribute));
  return text(one) === text(other);
}

/** An attribute with its fields in the order of the documents, so that equal ones are equal text. */
export function writeAttribute(attribute: AttributeDefinition): AttributeDefinition {
  const { key, nameKo, nameEn, type, isMultiple, isRequired, unit } = attribute;
  const { minimum, maximum, pattern, wants, tolerance, rules } = attribute;
  const { synonyms, values, guideline, examples } = attribute;
  return {
    ...{ key, nameKo, nameEn, type, isMultiple, isRequired, unit, minimum, maximum, pattern },
    ...{ wants, tolerance, rules: rules.map(({ kind, of }) => ({ kind, of: [...of] })) },
    synonyms: [...synonyms],
    values: values.map(({ value, nameEn: en, synonyms: spellings }) => ({
      value,
      nameEn: en,
      synonyms: [...spellings],
    })),
    guideline,
    examples: [...examples],
  };
}

/** Which attributes differ between two states of a schema, by Korean name. */
export function compareSchemas(
  before: readonly AttributeDefinition[],
  after: readonly AttributeDefinition[],
): { readonly added: string[]; readonly removed: string[]; readonly changed: string[] } {
  const beforeByKey = new Map(before.map((attribute) => [attribute.key, attribute]));
  const keptKeys = new Set(after.map(({ key }) => key));
  const names = (attributes: readonly AttributeDefinition[]) => attributes.map((a) => a.nameKo);
  return {
    added: names(after.filter(({ key }) => !beforeByKey.has(key))),
    removed: names(before.filter(({ key }) => !keptKeys.has(key))),
    changed: names(
      after.filter((attribute) => {
        const old = beforeByKey.get(attribute.key);
        return old !== undefined && !areSameAttributes([old], [attribute]);
      }),
    ),
  };
}
