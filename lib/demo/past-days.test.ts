import { describe, expect, it } from 'vitest';
import { pastMoments } from './past-days';

const now = new Date('2026-12-01T04:00:00+09:00');
const inKorea = (moment: Date) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Seoul',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(moment);

describe('the days before the demo', () => {
  it('are the working days of eight weeks, in order and evenly', () => {
    const moments = pastMoments(80, now);
    expect(moments.map(Number)).toEqual(moments.map(Number).sort((a, b) => a - b));
    expect(moments[0]).toEqual(new Date('2026-10-06T09:30:00+09:00'));
    expect(moments.at(-1)!.getTime()).toBeLessThan(new Date('2026-12-01T00:00+09:00').getTime());
    const perDay = new Map<string, number>();
    for (const moment of moments) {
      const day = moment.toISOString().slice(0, 10);
      perDay.set(day, (perDay.get(day) ?? 0) + 1);
    }
    expect([...perDay.values()]).toEqual(Array.from({ length: 40 }, () => 2));
  });

  it('hold nothing at a weekend or before the office opens', () => {
    for (const moment of pastMoments(500, now)) {
      expect(inKorea(moment)).toMatch(/^(Mon|Tue|Wed|Thu|Fri)/);
      const [, hour] = /(\d\d):/.exec(inKorea(moment))!;
      expect(Number(hour)).toBeGreaterThanOrEqual(9);
      expect(Number(hour)).toBeLessThan(18);
    }
  });
});
