const dayMs = 86_400_000;
const longestByDay = 31;

/** The time between two points of a curve: a day up to a month back, else a week. */
export function bucketDays(days: number): number {
  return days <= longestByDay ? 1 : 7;
}

/**
 * First days (ISO dates) of the buckets that cover the last `days` days up to `today`, oldest first;
 * the last bucket ends with today.
 */
export function listBuckets(today: string, days: number): readonly string[] {
  const width = bucketDays(days);
  const count = Math.ceil(days / width);
  const end = Date.parse(today) + dayMs;
  return Array.from({ length: count }, (_, index) =>
    new Date(end - (count - index) * width * dayMs).toISOString().slice(0, 10),
  );
}

/** `part` of `whole`, from 0 to 1; null where there is nothing to divide. */
export function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
