import { describe, expect, it } from 'vitest';
import { paceFactor, readProgress, standardSeconds, type HourDone } from './pace';

const hourMs = 3_600_000;
const now = Date.parse('2026-11-01T09:30:00Z');
const hourOf = (text: string) => Date.parse(`2026-11-01T${text}:00:00Z`);
const done = (hour: string, products: number, userId = 'a'): HourDone => ({
  userId,
  hour: hourOf(hour),
  products,
  found: 1,
  seconds: products * 30,
  lastAt: hourOf(hour) + hourMs - 1,
});

describe('standardSeconds', () => {
  it('counts the product, the rows that need a person, and the others', () => {
    expect(standardSeconds({ needs: 2, rows: 12 })).toBeCloseTo(4 + 12 + 8);
  });
});

describe('paceFactor', () => {
  it('is one for a new person and comes to what somebody really takes', () => {
    expect(paceFactor({ seconds: 0, standardSeconds: 0 })).toBe(1);
    expect(paceFactor({ seconds: 60, standardSeconds: 20 })).toBeLessThan(1.5);
    expect(paceFactor({ seconds: 60_000, standardSeconds: 30_000 })).toBeCloseTo(2, 1);
  });
});

describe('readProgress', () => {
  it('gives what is done, the pace and when it ends', () => {
    const progress = readProgress([done('08', 40), done('09', 20, 'b')], 80, now);
    expect(progress).toMatchObject({ doneToday: 60, found: 2, perHour: 40 });
    expect(progress.finishesAt).toBe(now + 2 * hourMs);
  });

  it('burns down to what is left now', () => {
    const { burnDown } = readProgress([done('07', 10), done('09', 5)], 100, now);
    expect(burnDown).toEqual([
      { hour: hourOf('06'), left: 115 },
      { hour: hourOf('07'), left: 105 },
      { hour: hourOf('08'), left: 105 },
      { hour: hourOf('09'), left: 100 },
    ]);
  });

  it('says nothing of pace and end while too little is done, or nothing is left', () => {
    expect(readProgress([done('09', 2)], 100, now)).toMatchObject({
      perHour: null,
      finishesAt: null,
    });
    expect(readProgress([done('08', 9)], 0, now).finishesAt).toBeNull();
    expect(readProgress([], 5, now)).toMatchObject({ doneToday: 0, perHour: null, burnDown: [] });
  });
});
