import { writeTime, type TimeStyle } from '@/lib/i18n/write-time';
import { useLocale, useTimeZone } from 'next-intl';

/** Writes an instant as the page's language does, the same on the server and in the browser. */
export function useWriteTime(): (instant: Date, style: TimeStyle) => string {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? 'Asia/Seoul';
  return (instant, style) => writeTime(instant, style, locale, timeZone);
}
