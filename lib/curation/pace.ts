/** Seconds that a product, a row that needs a person and any other row take at the standard pace. */
const productSeconds = 4;
const needSeconds = 6;
const rowSeconds = 0.8;

/** Expected seconds for one product at the standard pace; the index of queues holds the same sum. */
export function standardSeconds(product: {
  readonly needs: number;
  readonly rows: number;
}): number {
  const others = product.rows - product.needs;
  return productSeconds + needSeconds * product.needs + rowSeconds * others;
}

/** Standard seconds of evidence that a new person starts with: one slow product is no slow person. */
const priorSeconds = 120;

/** How much longer a person takes than the standard; 1 for somebody who has done nothing yet. */
export function paceFactor(done: {
  readonly seconds: number;
  readonly standardSeconds: number;
}): number {
  return (done.seconds + priorSeconds) / (done.standardSeconds + priorSeconds);
}

/** What one person did in one hour of one queue. */
export interface HourDone {
  readonly userId: string;
  /** Start of the hour, epoch milliseconds. */
  readonly hour: number;
  readonly products: number;
  readonly found: number;
  readonly seconds: number;
  readonly lastAt: number;
}

export interface Progress {
  readonly doneToday: number;
  readonly found: number;
  /** Products per hour over the last hours in which somebody worked; null before there is anything. */
  readonly perHour: number | null;
  /** When nothing would be left at that pace, epoch milliseconds; null when nobody can say. */
  readonly finishesAt: number | null;
  /** What was left at the end of each hour of today so far, as if nothing had come in. */
  readonly burnDown: readonly { readonly hour: number; readonly left: number }[];
}

const hourMs = 3_600_000;
/** Hours that the pace looks back. */
const paceHours = 3;

/**
 * Progress of a queue or of a person in it.
 * @param hours today's hours, in any order, of one or several people
 * @param left products that still wait
 */
export function readProgress(hours: readonly HourDone[], left: number, now: number): Progress {
  const doneToday = hours.reduce((sum, each) => sum + each.products, 0);
  const found = hours.reduce((sum, each) => sum + each.found, 0);
  const perHour = paceOfHours(hours, now);
  const finishesAt =
    left === 0 || perHour === null || perHour === 0 ? null : now + (left / perHour) * hourMs;
  return { doneToday, found, perHour, finishesAt, burnDown: burnDownOf(hours, left, now) };
}

/** The present hour counts as far as it has come, but for a few minutes that say nothing. */
function paceOfHours(hours: readonly HourDone[], now: number): number | null {
  const from = now - paceHours * hourMs;
  const recent = hours.filter(({ hour, products }) => hour + hourMs > from && products > 0);
  const starts = [...new Set(recent.map(({ hour }) => hour))];
  const worked = starts.reduce((sum, hour) => sum + Math.min(1, (now - hour) / hourMs), 0);
  const products = recent.reduce((sum, each) => sum + each.products, 0);
  if (products < 3 || worked <= 0) return null;
  return Math.round(products / Math.max(worked, 0.1));
}

function burnDownOf(hours: readonly HourDone[], left: number, now: number): Progress['burnDown'] {
  if (hours.length === 0) return [];
  const first = Math.min(...hours.map(({ hour }) => hour));
  const last = Math.floor(now / hourMs) * hourMs;
  const points: { hour: number; left: number }[] = [];
  let remaining = left;
  for (let hour = last; hour >= first; hour -= hourMs) {
    points.unshift({ hour, left: remaining });
    remaining += hours
      .filter((each) => each.hour === hour)
      .reduce((sum, each) => sum + each.products, 0);
  }
  return [{ hour: first - hourMs, left: remaining }, ...points];
}
