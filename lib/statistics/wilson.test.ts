import { describe, expect, it } from 'vitest';
import { fewestVerdicts, lowerBound, upperBound } from './wilson';

describe('the lower bound', () => {
  it('is that of Wilson', () => {
    // Published examples: 95 % intervals of 8 of 10 and of 100 of 100.
    expect(lowerBound({ judged: 10, right: 8 })).toBeCloseTo(0.4902, 3);
    expect(lowerBound({ judged: 100, right: 100 })).toBeCloseTo(0.963, 3);
    expect(lowerBound({ judged: 0, right: 0 })).toBe(0);
    expect(lowerBound({ judged: 50, right: 0 })).toBe(0);
    expect(upperBound({ judged: 10, right: 8 })).toBeCloseTo(0.9433, 3);
    expect(upperBound({ judged: 0, right: 0 })).toBe(1);
  });

  it.each([0.8, 0.9, 0.95, 0.97, 0.99, 0.995])('reaches %f with the fewest verdicts', (wanted) => {
    const fewest = fewestVerdicts(wanted);
    expect(lowerBound({ judged: fewest, right: fewest })).toBeGreaterThanOrEqual(wanted);
    expect(lowerBound({ judged: fewest - 1, right: fewest - 1 })).toBeLessThan(wanted);
  });
});
