import { describe, expect, it } from 'vitest';
import { writeTime, type TimeStyle } from './write-time';

const write = (instant: string, style: TimeStyle, locale: 'ko' | 'en') =>
  writeTime(new Date(instant), style, locale, 'Asia/Seoul');

describe('writeTime', () => {
  it.each<[string, TimeStyle, string, string]>([
    ['2026-12-01T06:04:05Z', { dateStyle: 'medium' }, '2026. 12. 1.', 'Dec 1, 2026'],
    [
      '2026-12-01T06:04:05Z',
      { dateStyle: 'medium', timeStyle: 'short' },
      '2026. 12. 1. 오후 3:04',
      'Dec 1, 2026, 3:04 PM',
    ],
    ['2026-11-30T15:04:05Z', { timeStyle: 'medium' }, '오전 12:04:05', '12:04:05 AM'],
    ['2026-12-01T03:00:00Z', { timeStyle: 'short' }, '오후 12:00', '12:00 PM'],
    [
      '2026-11-30T15:00:00Z',
      { month: 'numeric', day: 'numeric', weekday: 'short' },
      '12. 1. (화)',
      'Tue, 12/1',
    ],
    ['2026-12-01T06:04:05Z', { month: 'short', day: 'numeric' }, '12월 1일', 'Dec 1'],
    ['2026-11-30T15:04:05Z', { hour: '2-digit', minute: '2-digit' }, '00:04', '00:04'],
  ])('%s %j', (instant, style, ko, en) => {
    expect(write(instant, style, 'ko')).toBe(ko);
    expect(write(instant, style, 'en')).toBe(en);
  });

  it('has plain blanks alone, whatever wording the runtime prefers', () => {
    const text = write('2026-12-01T06:04:05Z', { dateStyle: 'medium', timeStyle: 'medium' }, 'en');
    expect(text).not.toMatch(/[\u00a0\u2009\u202f]/);
  });
});
