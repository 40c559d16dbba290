import { describe, expect, it } from 'vitest';
import { AppError } from '../platform/errors';
import { areSameAttributes, compareSchemas, readSchemaDocuments } from './schema-documents';

const attribute = (key: string, more: object = {}) => ({
  key,
  nameKo: key,
  nameEn: key,
  type: 'text',
  ...more,
});
const lamp = (attributes: object[]) => ({
  category: { key: 'lamp', nameKo: '조명', nameEn: 'Lamps' },
  attributes,
});

function problemOf(input: unknown): AppError {
  try {
    readSchemaDocuments(input);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('was not refused');
}

describe('schema documents', () => {
  it('come back the same from their JSON text', () => {
    const documents = readSchemaDocuments([
      lamp([
        attribute('colour', { type: 'enum', values: [{ value: '검정', synonyms: ['블랙'] }] }),
        attribute('power', { type: 'number', unit: 'W', minimum: 1, maximum: 90 }),
      ]),
    ]);
    expect(readSchemaDocuments(JSON.parse(JSON.stringify(documents)))).toEqual(documents);
  });

  it('name category, attribute and field of what is wrong', () => {
    const input = [lamp([attribute('colour'), attribute('power', { pattern: '(a+)+' })])];
    expect(problemOf(input).params.place).toBe('lamp › power › pattern');
    expect(problemOf([lamp([{ ...attribute('x'), key: undefined }])]).params.place).toBe(
      'lamp › #1 › key',
    );
    expect(problemOf([null]).params.place).toBe('#1');
  });

  it('are refused when a key stands twice, a choice has no list, or the range is reversed', () => {
    const reasonOf = (...attributes: object[]) => problemOf(lamp(attributes)).reason;
    expect(reasonOf(attribute('a'), attribute('a'))).toBe('catalogue.errors.schema.duplicate-key');
    expect(reasonOf(attribute('a', { type: 'enum' }))).toBe('catalogue.errors.schema.list-empty');
    expect(reasonOf(attribute('a', { type: 'number', minimum: 2, maximum: 1 }))).toBe(
      'catalogue.errors.schema.range-reversed',
    );
    expect(reasonOf(attribute('a', { unit: 'cm' }))).toBe(
      'catalogue.errors.schema.unit-without-number',
    );
    expect(problemOf([lamp([]), lamp([])]).reason).toBe('catalogue.errors.repeated-document');
    expect(problemOf([]).reason).toBe('catalogue.errors.no-documents');
  });

  it('are the same whatever the order of their attributes', () => {
    const [document] = readSchemaDocuments(lamp([attribute('a'), attribute('b')]));
    const attributes = document?.attributes ?? [];
    expect(areSameAttributes(attributes, attributes.toReversed())).toBe(true);
    expect(areSameAttributes(attributes, attributes.slice(1))).toBe(false);
  });

  it('tell what was added, removed and changed', () => {
    const read = (...attributes: object[]) => readSchemaDocuments(lamp(attributes))[0]?.attributes;
    const before = read(attribute('a'), attribute('b')) ?? [];
    const after = read(attribute('b', { isRequired: true }), attribute('c')) ?? [];
    expect(compareSchemas(before, after)).toEqual({
      added: ['c'],
      removed: ['a'],
      changed: ['b'],
    });
  });
});
