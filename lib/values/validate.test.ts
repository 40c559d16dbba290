import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeDefinition, type AttributeDefinition } from './contract';
import { validateValues } from './validate';

function define(fields: Partial<AttributeDefinition>): AttributeDefinition {
  return attributeDefinition.parse({
    key: 'attribute',
    nameKo: '속성',
    nameEn: 'Attribute',
    type: 'text',
    ...fields,
  });
}

describe('validateValues', () => {
  it('finds nothing wrong where every rule holds', () => {
    expect(validateValues([5], define({ type: 'number', minimum: 5, maximum: 5 }))).toEqual([]);
    expect(validateValues([false], define({ type: 'boolean', isRequired: true }))).toEqual([]);
    expect(validateValues([], define({}))).toEqual([]);
  });

  it('flags a value of the wrong type', () => {
    expect(validateValues(['5'], define({ type: 'number' }))).toEqual(['not-a-number']);
    expect(validateValues([Number.NaN], define({ type: 'number' }))).toEqual(['not-a-number']);
    expect(validateValues(['있음'], define({ type: 'boolean' }))).toEqual(['not-a-boolean']);
    expect(validateValues([5], define({ type: 'enum' }))).toEqual(['not-in-list']);
    expect(validateValues([true], define({ type: 'text' }))).toEqual(['pattern-mismatch']);
  });

  it('flags what is outside the range', () => {
    const weight = define({ type: 'number', minimum: 1, maximum: 10 });
    expect(validateValues([0.5], weight)).toEqual(['below-minimum']);
    expect(validateValues([11], weight)).toEqual(['above-maximum']);
  });

  it('wants the canonical spelling of a closed list, and none of an open one', () => {
    const values = [{ value: 'IPS', nameEn: null, synonyms: [] }];
    expect(validateValues(['ips'], define({ type: 'enum', values }))).toEqual(['not-in-list']);
    expect(validateValues(['ips'], define({ type: 'text', values }))).toEqual([]);
  });

  it('matches the pattern against the whole text', () => {
    const model = define({ pattern: '[A-Z]{2}-\\d+|무' });
    expect(validateValues(['AB-12'], model)).toEqual([]);
    expect(validateValues(['xAB-12'], model)).toEqual(['pattern-mismatch']);
    expect(validateValues(['AB-12무'], model)).toEqual(['pattern-mismatch']);
  });

  it('flags several values only where one is allowed, and a required one that is missing', () => {
    const one = define({ isRequired: true });
    expect(validateValues(['a', 'b'], one)).toEqual(['several-values']);
    expect(validateValues(['a', 'a'], one)).toEqual([]);
    expect(validateValues(['a', 'b'], { ...one, isMultiple: true })).toEqual([]);
    expect(validateValues([], one)).toEqual(['required-missing']);
  });

  it('only ever adds flags when a rule is tightened', () => {
    const bound = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(
        fc.array(bound, { maxLength: 4 }),
        bound,
        bound,
        fc.nat({ max: 50 }),
        (values, minimum, maximum, step) => {
          const loose = define({ type: 'number', minimum, maximum, isMultiple: true });
          const tight = define({
            type: 'number',
            minimum: minimum + step,
            maximum: maximum - step,
            isRequired: true,
          });
          const flags = new Set(validateValues(values, tight).map(sideOf));
          for (const flag of validateValues(values, loose)) {
            expect(flags).toContain(sideOf(flag));
          }
        },
      ),
    );
  });
});

/** A value outside both bounds of an empty range shows one of the two flags. */
function sideOf(flag: string): string {
  return flag === 'above-maximum' ? 'below-minimum' : flag;
}
