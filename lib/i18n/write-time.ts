import type { Locale } from './locale';

/** What of an instant is written; the names are those of `Intl.DateTimeFormat`. */
export interface TimeStyle {
  readonly dateStyle?: 'medium';
  readonly timeStyle?: 'short' | 'medium';
  /** Month and day, in place of a whole date. */
  readonly month?: 'numeric' | 'short';
  readonly day?: 'numeric';
  readonly weekday?: 'short';
  /** Hour and minute of a clock of 24 hours, in place of a time of day. */
  readonly hour?: '2-digit';
  readonly minute?: '2-digit';
}

const shortMonths = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const weekdays = {
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  ko: ['일', '월', '화', '수', '목', '금', '토'],
} as const;

interface Clock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/**
 * An instant in words. Server and browser write the same page and have each a library of its own for
 * the wording of times, which differ in blanks and signs: only the figures are taken from there.
 */
export function writeTime(
  instant: Date,
  style: TimeStyle,
  locale: Locale,
  timeZone: string,
): string {
  const clock = readClock(instant, timeZone);
  const date = writeDate(clock, style, locale);
  const time = writeHours(clock, style, locale);
  if (date === '' || time === '') return date + time;
  return locale === 'ko' ? `${date} ${time}` : `${date}, ${time}`;
}

function writeDate(clock: Clock, style: TimeStyle, locale: Locale): string {
  const { year, month, day } = clock;
  const name = shortMonths[month - 1] ?? '';
  if (style.dateStyle)
    return locale === 'ko' ? `${year}. ${month}. ${day}.` : `${name} ${day}, ${year}`;
  if (!style.month) return '';
  const korean = style.month === 'short' ? `${month}월 ${day}일` : `${month}. ${day}.`;
  const english = style.month === 'short' ? `${name} ${day}` : `${month}/${day}`;
  if (!style.weekday) return locale === 'ko' ? korean : english;
  const weekday = weekdays[locale][new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
  return locale === 'ko' ? `${korean} (${weekday})` : `${weekday}, ${english}`;
}

function writeHours({ hour, minute, second }: Clock, style: TimeStyle, locale: Locale): string {
  if (style.hour) return `${twoDigits(hour)}:${twoDigits(minute)}`;
  if (!style.timeStyle) return '';
  const tail = style.timeStyle === 'medium' ? `:${twoDigits(second)}` : '';
  const time = `${hour % 12 || 12}:${twoDigits(minute)}${tail}`;
  if (locale === 'ko') return `${hour < 12 ? '오전' : '오후'} ${time}`;
  return `${time} ${hour < 12 ? 'AM' : 'PM'}`;
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');

function readClock(instant: Date, timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('en-US', {
    calendar: 'gregory',
    numberingSystem: 'latn',
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
  };
}
