import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areSameValues } from './same-value';

const anyValue = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.boolean());
const anyValues = fc.array(anyValue, { maxLength: 6 });

describe('areSameValues', () => {
  it('does not mind order, repetition and the noise of a conversion', () => {
    fc.assert(
      fc.property(anyValues, (values) => {
        const noisy = values.map((value) =>
          typeof value === 'number' ? value * (1 + 1e-9) : value,
        );
        expect(areSameValues(values, noisy.toReversed())).toBe(true);
        expect(areSameValues([...values, ...values], values)).toBe(true);
      }),
    );
  });

  it('is symmetric', () => {
    fc.assert(
      fc.property(anyValues, anyValues, (a, b) => {
        expect(areSameValues(a, b)).toBe(areSameValues(b, a));
      }),
    );
  });

  it('tells numbers, spellings and types apart', () => {
    expect(areSameValues([68.58], [68.6])).toBe(false);
    expect(areSameValues(['IPS'], ['ips'])).toBe(false);
    expect(areSameValues(['1'], [1])).toBe(false);
    expect(areSameValues([true], [false])).toBe(false);
    expect(areSameValues([Number.NaN], [Number.NaN])).toBe(true);
    expect(areSameValues(['a'], ['a', 'b'])).toBe(false);
    expect(areSameValues([], ['a'])).toBe(false);
    expect(areSameValues([], [])).toBe(true);
  });
});
