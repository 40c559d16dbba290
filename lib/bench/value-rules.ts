/** One value as it stood in a text, and as people write it down. */
export interface ValuePair {
  readonly attribute: string;
  readonly surface: string;
  readonly value: string;
}

/** Writes surfaces the way that training pairs were written. */
export interface ValueRules {
  /** Null where nothing is known of the attribute: its surfaces stay as they are. */
  rewrite(attribute: string, surface: string): string | null;
}

/** A way from surface to value; what it needs to know is learnt from pairs of one attribute. */
type Reading = (surface: string) => string | null;
type Learner = (pairs: readonly ValuePair[]) => Reading;

/**
 * Learns, per attribute, how surfaces become values: `12"` → `30.5` (a factor for each unit),
 * `73-GB` → `73 Gigabytes` (a template around numbers), `158649-001` → `158649001` (signs dropped),
 * `Stardust White` → `White` (a word decides). Ways are tried in the order in which they were right
 * on pairs that they were not learnt from; a surface seen before is written as it was then.
 */
export function learnValueRules(pairs: readonly ValuePair[]): ValueRules {
  const byAttribute = new Map<string, ValuePair[]>();
  for (const pair of pairs) {
    const own = byAttribute.get(pair.attribute);
    if (own === undefined) byAttribute.set(pair.attribute, [pair]);
    else own.push(pair);
  }
  const readings = new Map([...byAttribute].map(([name, own]) => [name, learnAttribute(own)]));
  return { rewrite: (attribute, surface) => readings.get(attribute)?.(surface) ?? null };
}

const HALVES = 2;

function learnAttribute(pairs: readonly ValuePair[]): Reading {
  const ranked = WAYS.map((learn) => ({ learn, precision: crossValidate(learn, pairs) }))
    .filter(({ precision }) => precision > 0)
    .sort((a, b) => b.precision - a.precision);
  const ways = [learnSeen, ...ranked.map(({ learn }) => learn)].map((learn) => learn(pairs));
  return (surface) => {
    for (const read of ways) {
      const value = read(surface);
      if (value !== null) return value;
    }
    return null;
  };
}

/** Share right of what a way answers on halves that it was not learnt from. */
function crossValidate(learn: Learner, pairs: readonly ValuePair[]): number {
  let answered = 0;
  let right = 0;
  for (let half = 0; half < HALVES; half++) {
    const read = learn(pairs.filter((_, at) => at % HALVES !== half));
    for (const [at, { surface, value }] of pairs.entries()) {
      const given = at % HALVES === half ? read(surface) : null;
      if (given === null) continue;
      answered++;
      if (given === value) right++;
    }
  }
  return answered === 0 ? 0 : right / answered;
}

const learnSeen: Learner = (pairs) => {
  const seen = tally(pairs, ({ surface }) => [surface]);
  return (surface) => seen.get(surface)?.value ?? null;
};

const learnSeenInAnyCase: Learner = (pairs) => {
  const seen = tally(pairs, ({ surface }) => [surface.toLowerCase()]);
  return (surface) => seen.get(surface.toLowerCase())?.value ?? null;
};

/** The digits of a surface keep their places in the value: "G3" → "Generation 3". */
const learnTemplate: Learner = (pairs) => {
  const templated = pairs.flatMap((pair) => {
    const value = templateOf(pair.surface, pair.value);
    return value === null ? [] : [{ ...pair, value }];
  });
  const seen = tally(templated, ({ surface }) => [patternOf(surface)]);
  return (surface) => {
    const template = seen.get(patternOf(surface))?.value;
    if (template === undefined) return null;
    const numbers = numbersIn(surface);
    return template.replace(/\{(\d+)\}/g, (_, index: string) => numbers[Number(index)] ?? '');
  };
};

/** An amount times a factor of its unit, to as many places as most values have. */
const learnAmount: Learner = (pairs) => {
  const seen = new Map<string, { number: number; value: number }[]>();
  const places: number[] = [];
  for (const { surface, value } of pairs) {
    const amount = readAmount(surface);
    const wanted = Number(value);
    if (amount === null || amount.number === 0 || !(wanted > 0)) continue;
    places.push(value.split('.')[1]?.length ?? 0);
    const known = seen.get(amount.unit) ?? [];
    seen.set(amount.unit, [...known, { number: amount.number, value: wanted }]);
  }
  const factorOf = new Map([...seen].map(([unit, all]) => [unit, commonFactor(all)]));
  return (surface) => {
    const amount = readAmount(surface);
    const factor = amount === null ? undefined : factorOf.get(amount.unit);
    if (amount === null || factor === undefined) return null;
    return (amount.number * factor).toFixed(median(places));
  };
};

/** A fixed stretch of a code: its sixth to tenth sign, say. */
const learnSlice: Learner = (pairs) => {
  const slices = pairs.flatMap(({ attribute, surface, value }) => {
    const start = value.length < surface.length ? surface.indexOf(value) : -1;
    if (start < 0) return [];
    return [{ attribute, surface: String(surface.length), value: `${start},${value.length}` }];
  });
  const seen = tally(slices, ({ surface }) => [surface]);
  return (surface) => {
    const [start, length] = seen.get(String(surface.length))?.value.split(',').map(Number) ?? [];
    if (start === undefined || length === undefined) return null;
    return surface.slice(start, start + length);
  };
};

const spelling =
  (write: (surface: string) => string): Learner =>
  () =>
  (surface) =>
    write(surface);

/** The last word that decides, else the one that decides most surely: "Stardust White" → "White". */
const learnWord: Learner = (pairs) => {
  const seen = tally(pairs, ({ surface }) => wordsOf(surface));
  return (surface) => {
    const words = wordsOf(surface).flatMap((word) => seen.get(word) ?? []);
    const last = words.at(-1);
    if (last !== undefined && last.share >= SURE) return last.value;
    return words.sort((a, b) => b.share - a.share || b.count - a.count)[0]?.value ?? null;
  };
};

const SURE = 0.7;

const WAYS: readonly Learner[] = [
  learnSeenInAnyCase,
  learnAmount,
  learnTemplate,
  learnSlice,
  learnWord,
  spelling((surface) => surface),
  spelling((surface) => surface.replace(/[^\p{L}\p{N}]/gu, '')),
  spelling((surface) => surface.toUpperCase()),
  spelling((surface) => surface.charAt(0).toUpperCase() + surface.slice(1)),
];

interface Chosen {
  readonly value: string;
  readonly count: number;
  /** Of all times the key was seen, how often with this value. */
  readonly share: number;
}

/** For each key, the value that it stands for most often. */
function tally(
  pairs: readonly ValuePair[],
  keysOf: (pair: ValuePair) => readonly string[],
): Map<string, Chosen> {
  const counts = new Map<string, Map<string, number>>();
  for (const pair of pairs) {
    for (const key of new Set(keysOf(pair))) {
      const byValue = counts.get(key) ?? new Map<string, number>();
      byValue.set(pair.value, (byValue.get(pair.value) ?? 0) + 1);
      counts.set(key, byValue);
    }
  }
  return new Map(
    [...counts].map(([key, byValue]) => {
      const total = [...byValue.values()].reduce((sum, count) => sum + count, 0);
      const [value, count] = [...byValue].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
      return [key, { value, count, share: count / total }];
    }),
  );
}

const NUMBER = /\d+(?:[.,]\d+)*/g;
const numbersIn = (text: string): string[] => text.match(NUMBER) ?? [];
const patternOf = (text: string): string => text.toLowerCase().replace(NUMBER, '0');
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The value with each number that stands in the surface as `{index}`; null when none does. */
function templateOf(surface: string, value: string): string | null {
  const numbers = numbersIn(surface);
  const template = value.replace(NUMBER, (number) => {
    const index = numbers.indexOf(number);
    return index < 0 ? number : `{${index}}`;
  });
  return template === value ? null : template;
}

const AMOUNT =
  /^\D*?(?:(?<whole>\d[\d,]*)[\s-]+)?(?:(?<top>\d+)\/(?<bottom>\d+)|(?<decimal>\d[\d,]*(?:\.\d+)?|\.\d+))\s*-?\s*(?<unit>[^\d\s.,/()-]*)/u;

/** The first amount: "2-1/4 in" → 2.25, "in". */
function readAmount(surface: string): { number: number; unit: string } | null {
  const found = AMOUNT.exec(surface)?.groups;
  if (found === undefined) return null;
  const { whole, top, bottom, decimal, unit = '' } = found;
  const plain = (digits: string | undefined): number => Number((digits ?? '0').replace(/,/g, ''));
  const part = decimal === undefined ? plain(top) / plain(bottom) : plain(decimal);
  const isFraction = decimal === undefined;
  const number = isFraction ? plain(whole) + part : part;
  return Number.isFinite(number) ? { number, unit: unit.toLowerCase() } : null;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/**
 * The factor that most values follow. Small values are rounded the most, so that those which follow
 * it are weighed by their size.
 */
function commonFactor(all: readonly { readonly number: number; readonly value: number }[]): number {
  const middle = median(all.map(({ number, value }) => value / number));
  const close = all.filter(({ number, value }) => Math.abs(value / number / middle - 1) < 0.03);
  const sum = (of: 'number' | 'value'): number =>
    close.reduce((total, each) => total + each[of], 0);
  return Number((sum('value') / sum('number')).toPrecision(4));
}
