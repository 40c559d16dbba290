/** The calendar of the people who reviewed before the demo begins: Korea's, without summer time. */
const zoneOffsetMs = 9 * 3_600_000;
const dayMs = 86_400_000;
const minuteMs = 60_000;
const weeks = 8;
const openingMinute = 9 * 60 + 30;
const workingMinutes = 8 * 60;
const saturday = 6;

/**
 * When each of `count` products was reviewed: in order, spread evenly over the working days of the
 * eight weeks before the day of `now`, in working hours.
 */
export function pastMoments(count: number, now: Date): Date[] {
  const days = workingDaysBefore(now);
  return Array.from({ length: count }, (_, place) => {
    const at = (place * days.length) / count;
    const day = days[Math.floor(at)] ?? 0;
    const minute = openingMinute + Math.floor((at % 1) * workingMinutes);
    return new Date(day + minute * minuteMs);
  });
}

/** Midnights in Korea, oldest first. */
function workingDaysBefore(now: Date): number[] {
  const today = Math.floor((now.getTime() + zoneOffsetMs) / dayMs);
  return Array.from({ length: weeks * 7 }, (_, place) => today - weeks * 7 + place)
    .filter((day) => {
      // The first of January 1970 was a Thursday.
      const weekday = (day + 4) % 7;
      return weekday !== 0 && weekday !== saturday;
    })
    .map((day) => day * dayMs - zoneOffsetMs);
}
