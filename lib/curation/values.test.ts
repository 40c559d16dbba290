import { describe, expect, it } from 'vitest';
import type { AttributeDefinition } from '../values/contract';
import { distinct, findValueFault, proposedValues } from './values';

const attribute: Pick<AttributeDefinition, 'type' | 'isMultiple' | 'values'> = {
  type: 'text',
  isMultiple: false,
  values: [],
};
const colours = ['검정', '흰색'].map((value) => ({ value, nameEn: null, synonyms: [] }));

describe('proposedValues', () => {
  it('leaves out what could not be normalised and keeps false', () => {
    const value = { surface: '', evidence: null, confidence: 1 };
    expect(
      proposedValues({
        values: [
          { ...value, value: null },
          { ...value, value: false },
        ],
      }),
    ).toEqual([false]);
  });
});

describe('distinct', () => {
  it('keeps the first of each value', () => {
    expect(distinct(['b', 'a', 'b', 1, '1'])).toEqual(['b', 'a', 1, '1']);
  });
});

describe('findValueFault', () => {
  it('refuses two values where one is allowed', () => {
    expect(findValueFault(attribute, ['a', 'b'])).toBe('several-values');
    expect(findValueFault({ ...attribute, isMultiple: true }, ['a', 'b'])).toBeNull();
  });

  it('refuses a value of another type', () => {
    expect(findValueFault({ ...attribute, type: 'number' }, ['27'])).toBe('wrong-type');
    expect(findValueFault({ ...attribute, type: 'number' }, [Number.NaN])).toBe('wrong-type');
    expect(findValueFault({ ...attribute, type: 'boolean' }, ['true'])).toBe('wrong-type');
    expect(findValueFault(attribute, [27])).toBe('wrong-type');
    expect(findValueFault(attribute, ['  '])).toBe('wrong-type');
  });

  it('keeps a closed list closed and lets free text be free', () => {
    expect(findValueFault({ ...attribute, type: 'enum', values: colours }, ['파랑'])).toBe(
      'not-in-list',
    );
    expect(findValueFault({ ...attribute, type: 'enum', values: colours }, ['흰색'])).toBeNull();
    expect(findValueFault({ ...attribute, values: colours }, ['파랑'])).toBeNull();
  });
});
