import { useFormatter, useNow } from 'next-intl';

const refreshMs = 60_000;

/** "2시간 전" for an ISO instant, kept current. */
export function useRelativeTime(): (instant: string) => string {
  const format = useFormatter();
  const now = useNow({ updateInterval: refreshMs });
  return (instant) => format.relativeTime(new Date(instant), now);
}
