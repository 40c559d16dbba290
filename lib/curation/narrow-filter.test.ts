import { describe, expect, it } from 'vitest';
import { narrowFilter } from './narrow-filter';

describe('narrowFilter', () => {
  it.each([
    [{ sellerId: 1 }, { minimumPrice: 5 }, { sellerId: 1, minimumPrice: 5 }],
    [
      { minimumPrice: 10, maximumPrice: 20 },
      { minimumPrice: 5, maximumPrice: 15 },
      { minimumPrice: 10, maximumPrice: 15 },
    ],
    [{ maximumConfidence: 0.5 }, { maximumConfidence: 0.9 }, { maximumConfidence: 0.5 }],
    [{ onlyFlagged: true }, { onlyFlagged: false }, { onlyFlagged: true }],
    [{ query: '텀블러' }, { query: '500' }, { query: '텀블러 500' }],
    [
      { minimumAgeHours: 1, maximumAgeHours: 9 },
      { minimumAgeHours: 3, maximumAgeHours: 90 },
      { minimumAgeHours: 3, maximumAgeHours: 9 },
    ],
    [{ categoryKey: 'cups' }, { categoryKey: 'mugs' }, { categoryKey: 'cups' }],
    [{}, {}, {}],
  ])('takes what is in %j and answers %j', (queue, own, both) => {
    expect(narrowFilter(queue, own)).toEqual(both);
  });

  it.each([
    [{ sellerId: 1 }, { sellerId: 2 }],
    [{ attributeKey: 'size' }, { attributeKey: 'colour' }],
    [{ modelVersion: 'a' }, { modelVersion: 'b' }],
    [{ flag: 'unknown-unit' as const }, { flag: 'implausible' as const }],
  ])('knows that nothing is in %j and %j', (queue, own) => {
    expect(narrowFilter(queue, own)).toBeNull();
  });
});
