import { describe, expect, it } from 'vitest';
import { compareAtSameF1, costToReach } from './learning-cost';

const curve = [
  { reviewed: 0, corrected: 0, f1: 60 },
  { reviewed: 10, corrected: 40, f1: 90 },
  { reviewed: 20, corrected: 60, f1: 88 },
  { reviewed: 30, corrected: 80, f1: 98 },
];

describe('what an order of reviewing costs', () => {
  it('reads between two measurements along a straight line', () => {
    expect(costToReach(curve, 75, 'corrected')).toBe(20);
    expect(costToReach(curve, 75, 'reviewed')).toBe(5);
    expect(costToReach(curve, 93, 'corrected')).toBe(70);
  });

  it('costs nothing where the model was good enough before', () => {
    expect(costToReach(curve, 50, 'corrected')).toBe(0);
  });

  it('takes the first time, also when the model was worse again afterwards', () => {
    expect(costToReach(curve, 90, 'corrected')).toBe(40);
  });

  it('has no answer for what was never reached', () => {
    expect(costToReach(curve, 99, 'corrected')).toBeNull();
  });

  it('compares two orders at the best that both reached', () => {
    const slow = [
      { reviewed: 0, corrected: 0, f1: 60 },
      { reviewed: 50, corrected: 100, f1: 94 },
    ];
    const { f1, active, random } = compareAtSameF1(curve, slow);
    expect(f1).toBe(94);
    expect(random).toEqual({ reviewed: 50, corrected: 100 });
    expect(active.corrected).toBeCloseTo(72);
    expect(active.reviewed).toBeCloseTo(26);
  });
});
