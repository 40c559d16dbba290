const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Waits before the second and every later attempt, as Standard Webhooks advises: three days in all. */
const waitsMs = [
  5_000,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];

export const maximumTries = waitsMs.length + 1;

/**
 * When to try again after `tries` attempts; null when that was the last one.
 * @param random in [0, 1); spreads the attempts, up to a fifth longer
 * @param askedForMs what the receiver's Retry-After asked for, at least
 */
export function nextTryAt(
  tries: number,
  now: Date,
  random: number,
  askedForMs: number | null,
): Date | null {
  const wait = waitsMs[tries - 1];
  if (wait === undefined) return null;
  const longest = waitsMs.at(-1) ?? wait;
  const asked = Math.min(askedForMs ?? 0, longest);
  return new Date(now.getTime() + Math.max(wait, asked) * (1 + random / 5));
}

/** Milliseconds that a Retry-After header (seconds or a date) asks for; null when it asks for none. */
export function readRetryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const seconds = /^\d{1,9}$/.test(header) ? Number(header) : null;
  if (seconds !== null) return seconds * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
