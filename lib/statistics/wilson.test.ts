import { describe, expect, it } from 'vitest';
import { fewestJudgements, lowerBound, oneSided90, upperBound } from './wilson';

describe("Wilson's interval", () => {
  it('has the published ends', () => {
    // 95 % intervals of 8 of 10 and of 100 of 100.
    expect(lowerBound({ judged: 10, right: 8 })).toBeCloseTo(0.4902, 3);
    expect(upperBound({ judged: 10, right: 8 })).toBeCloseTo(0.9433, 3);
    expect(lowerBound({ judged: 100, right: 100 })).toBeCloseTo(0.963, 3);
  });

  it('goes from 0 to 1 without evidence, and never below 0', () => {
    expect(lowerBound({ judged: 0, right: 0 })).toBe(0);
    expect(upperBound({ judged: 0, right: 0 })).toBe(1);
    expect(lowerBound({ judged: 50, right: 0 })).toBe(0);
  });

  it('is narrower where it has to hold less often', () => {
    expect(lowerBound({ judged: 20, right: 18 }, oneSided90)).toBeCloseTo(0.7816, 4);
    expect(lowerBound({ judged: 20, right: 18 })).toBeLessThan(0.7);
  });

  it.each([0.8, 0.9, 0.97, 0.995])('reaches %f with the fewest judgements', (wanted) => {
    const fewest = fewestJudgements(wanted);
    expect(lowerBound({ judged: fewest, right: fewest })).toBeGreaterThanOrEqual(wanted);
    expect(lowerBound({ judged: fewest - 1, right: fewest - 1 })).toBeLessThan(wanted);
  });
});
