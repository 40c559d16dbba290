import { describe, expect, it } from 'vitest';
import { missingVerdicts, nextState, windowOf } from './standing';
import { fewestVerdicts, lowerBound, upperBound } from '../statistics/wilson';

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
    expect(missingVerdicts({ judged: 0, right: 0 }, wanted)).toBe(fewest);
  });

  it('forgives a few errors within its window, and no more', () => {
    const judged = windowOf(0.97);
    expect(lowerBound({ judged, right: judged - 5 })).toBeGreaterThan(0.97);
    expect(lowerBound({ judged, right: judged - 20 })).toBeLessThan(0.97);
  });
});

describe('a standing', () => {
  const all = { judged: 150, right: 150 };
  const some = { judged: 150, right: 140 };

  it('leaves the shadow when the bound reaches what is wanted', () => {
    expect(nextState('shadow', some, 0.97)).toBe('shadow');
    expect(nextState('shadow', all, 0.97)).toBe('auto');
  });

  it('falls by itself, and rises by itself never again', () => {
    expect(nextState('auto', all, 0.97)).toBe('auto');
    expect(nextState('auto', some, 0.97)).toBe('demoted');
    expect(nextState('demoted', all, 0.97)).toBe('demoted');
  });

  it('says how many right ones are missing', () => {
    const missing = missingVerdicts(some, 0.97);
    expect(nextState('shadow', { judged: 150 + missing, right: 140 + missing }, 0.97)).toBe('auto');
    expect(nextState('shadow', { judged: 149 + missing, right: 139 + missing }, 0.97)).toBe(
      'shadow',
    );
  });
});
