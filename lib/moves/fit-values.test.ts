import { describe, expect, it } from 'vitest';
import { attributeDefinition, type AttributeDefinition } from '../values/contract';
import { findSame, fitValues } from './fit-values';

function attribute(wish: Partial<AttributeDefinition>): AttributeDefinition {
  return attributeDefinition.parse({
    key: 'a',
    nameKo: '속성',
    nameEn: 'Attribute',
    type: 'text',
    isMultiple: false,
    isRequired: false,
    unit: null,
    minimum: null,
    maximum: null,
    pattern: null,
    wants: 'amount',
    tolerance: null,
    rules: [],
    synonyms: [],
    values: [],
    guideline: '',
    examples: [],
    ...wish,
  });
}
const colours = (...names: string[]) =>
  names.map((value) => ({ value, nameEn: null, synonyms: value === '검정' ? ['블랙'] : [] }));

describe('findSame', () => {
  const volume = attribute({ key: 'volume', nameKo: '용량', nameEn: 'Volume' });
  it('prefers the key, then the one with a name or synonym in common', () => {
    const other = attribute({
      key: 'capacity',
      nameKo: '수용량',
      nameEn: 'C',
      synonyms: ['용 량'],
    });
    const keyed = attribute({ key: 'volume', nameKo: '부피', nameEn: 'Bulk' });
    expect(findSame(volume, [other, keyed])).toBe(keyed);
    expect(findSame(volume, [other])).toBe(other);
  });
  it('finds none where two answer to the name, or no one does', () => {
    const twin = (key: string) => attribute({ key, nameKo: '용량', nameEn: key });
    expect(findSame(volume, [twin('memory'), twin('drink')])).toBeNull();
    expect(findSame(volume, [attribute({ key: 'x', nameKo: '색상', nameEn: 'X' })])).toBeNull();
  });
});

describe('fitValues', () => {
  const number = (unit: string | null, more: Partial<AttributeDefinition> = {}) =>
    attribute({ type: 'number', unit, ...more });
  it('converts units, and parks what has another dimension, no unit or no place', () => {
    expect(fitValues([500], number('ml'), number('L'))).toEqual([0.5]);
    expect(fitValues([500], number('ml'), number('kg'))).toBeNull();
    expect(fitValues([500], number('ml'), number(null))).toBeNull();
    expect(fitValues([500], number('ml'), number('ml', { maximum: 100 }))).toBeNull();
    expect(fitValues([500], number('ml'), attribute({}))).toBeNull();
  });
  it('reads list values by their synonyms, and parks what the list does not have', () => {
    const from = attribute({ type: 'enum', values: colours('블랙', '초록') });
    const to = attribute({ type: 'enum', values: colours('검정') });
    expect(fitValues(['블랙'], from, to)).toEqual(['검정']);
    expect(fitValues(['초록'], from, to)).toBeNull();
  });
  it('parks several values where one is asked, and keeps an absence', () => {
    const several = attribute({ isMultiple: true });
    expect(fitValues(['가', '나'], several, attribute({}))).toBeNull();
    expect(fitValues(['가', '나'], several, several)).toEqual(['가', '나']);
    expect(fitValues([], several, attribute({ isRequired: true }))).toEqual([]);
  });
});
