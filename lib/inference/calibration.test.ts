import { describe, expect, it } from 'vitest';
import { applyCurve, fitCurve, measureReliability, type Outcome } from './calibration';
import { Random } from '../statistics/seeded-random';

/** Outcomes whose true share of right answers is the square root of the stated probability. */
function underConfident(count: number): Outcome[] {
  const random = new Random(3);
  return Array.from({ length: count }, () => {
    const probability = random.next();
    return { probability, isRight: random.next() < Math.sqrt(probability) };
  });
}

describe('fitCurve', () => {
  it('lowers the calibration error of stated probabilities that are too low', () => {
    const outcomes = underConfident(4000);
    const curve = fitCurve(outcomes);
    const fitted = outcomes.map(({ probability, isRight }) => {
      return { probability: applyCurve(probability, curve), isRight };
    });
    expect(measureReliability(outcomes).expectedError).toBeGreaterThan(0.1);
    expect(measureReliability(fitted).expectedError).toBeLessThan(0.03);
  });

  it('stays near the identity without outcomes, and near certainty with only certain right ones', () => {
    expect(fitCurve([])).toEqual({ slope: 1, offset: 0 });
    const right = Array.from({ length: 500 }, () => ({ probability: 0.9999, isRight: true }));
    expect(applyCurve(0.9999, fitCurve(right))).toBeGreaterThan(0.999);
  });

  it('does not run away when most answers are certain and a few certain ones are wrong', () => {
    const outcomes = Array.from({ length: 1000 }, (_, index) => {
      return { probability: 0.99999, isRight: index % 50 !== 0 };
    });
    expect(applyCurve(0.99999, fitCurve(outcomes))).toBeCloseTo(0.98, 2);
  });

  it('keeps the order of probabilities', () => {
    const wrong = underConfident(200).map((outcome) => ({ ...outcome, isRight: !outcome.isRight }));
    const curve = fitCurve(wrong);
    expect(applyCurve(0.8, curve)).toBeGreaterThan(applyCurve(0.2, curve));
  });
});

describe('measureReliability', () => {
  it('weighs the gap of each bin by its outcomes', () => {
    const outcomes = [
      { probability: 0.95, isRight: true },
      { probability: 0.95, isRight: false },
      { probability: 0.15, isRight: false },
      { probability: 0.15, isRight: false },
    ];
    const { bins, expectedError } = measureReliability(outcomes);
    expect(bins.map(({ count, accuracy }) => [count, accuracy])).toEqual([
      [2, 0],
      [2, 0.5],
    ]);
    expect(expectedError).toBeCloseTo(0.3);
  });
});
