import { describe, expect, it } from 'vitest';
import { fewestJudgements, lowerBound } from '../statistics/wilson';
import { missingVerdicts, nextState, windowOf } from './standing';

describe('the window', () => {
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

  it.each([0.8, 0.97, 0.995])('asks for the fewest of %f where nothing was judged', (wanted) => {
    const nothing = { judged: 0, right: 0 };
    expect(missingVerdicts(nothing, wanted)).toBe(fewestJudgements(wanted));
  });
});
