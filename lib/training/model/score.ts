import { listsAreSets, type ExtractionLine, type RunLine } from '../../extraction/extraction-file';

/** What a list of right values means: any one of them, or all of them together. */
export type ListMeaning = 'any' | 'all';

/** Counts of the outcomes: gold empty or not (N, V) against none, correct, wrong (N, C/V, W). */
export interface Tally {
  /** Both empty. */
  nn: number;
  /** Gold empty, but a value was given. */
  nv: number;
  /** Gold has a value, none was given. */
  vn: number;
  vc: number;
  vw: number;
}

/** Percentages. */
export interface Figures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly counts: Tally;
}

export const emptyTally = (): Tally => ({ nn: 0, nv: 0, vn: 0, vc: 0, vw: 0 });

export function figuresOf(counts: Tally): Figures {
  const given = counts.nv + counts.vc + counts.vw;
  const wanted = counts.vn + counts.vc + counts.vw;
  const precision = given === 0 ? 0 : counts.vc / given;
  const recall = wanted === 0 ? 0 : counts.vc / wanted;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision: 100 * precision, recall: 100 * recall, f1: 100 * f1, counts };
}

/** How one answer is counted. */
export function judge(
  gold: readonly string[] | null,
  given: string | readonly string[] | null | undefined,
  meaning: ListMeaning,
): keyof Tally {
  const right = new Set(gold ?? []);
  const answers = new Set(typeof given === 'string' ? [given] : (given ?? []));
  answers.delete('');
  if (right.size === 0) return answers.size === 0 ? 'nn' : 'nv';
  if (answers.size === 0) return 'vn';
  const isSubset = [...answers].every((answer) => right.has(answer));
  const isFull = meaning === 'any' ? answers.size === 1 : answers.size === right.size;
  return isSubset && isFull ? 'vc' : 'vw';
}

export interface Score {
  readonly micro: Figures;
  readonly perAttribute: ReadonlyMap<string, Figures>;
  readonly perCategory: ReadonlyMap<string, Figures>;
  /** One tally per gold line, for resampling. */
  readonly perLine: readonly Tally[];
  readonly lists: ListMeaning | 'by-attribute';
}

/** What the lists of one attribute of one category mean. */
export type ListMeanings = (category: string, attribute: string) => ListMeaning;

/** Scores a run; a product that the run leaves out counts as answered with nothing. */
export function scoreRun(
  gold: readonly ExtractionLine[],
  run: ReadonlyMap<string, RunLine>,
  meaning?: ListMeaning | ListMeanings,
): Score {
  const judged = meaning ?? (listsAreSets(gold) ? 'all' : 'any');
  const meaningOf = typeof judged === 'function' ? judged : (): ListMeaning => judged;
  const micro = emptyTally();
  const attributes = new Map<string, Tally>();
  const categories = new Map<string, Tally>();
  const perLine = gold.map((line) => {
    const tally = emptyTally();
    const given = run.get(line.id)?.attributes ?? {};
    for (const [name, values] of Object.entries(line.attributes)) {
      const outcome = judge(values, given[name], meaningOf(line.category, name));
      for (const counts of [
        micro,
        tally,
        tallyOf(attributes, name),
        tallyOf(categories, line.category),
      ]) {
        counts[outcome]++;
      }
    }
    return tally;
  });
  return {
    micro: figuresOf(micro),
    perAttribute: mapValues(attributes, figuresOf),
    perCategory: mapValues(categories, figuresOf),
    perLine,
    lists: typeof judged === 'function' ? 'by-attribute' : judged,
  };
}

/** 95 % interval of F1(a) − F1(b) over paired resamples of the lines, in percentage points. */
export function bootstrapDifference(
  a: readonly Tally[],
  b: readonly Tally[],
  next: () => number,
  rounds = 2000,
): { readonly low: number; readonly median: number; readonly high: number } {
  const differences = Array.from({ length: rounds }, () => {
    const [left, right] = [emptyTally(), emptyTally()];
    for (let i = 0; i < a.length; i++) {
      const pick = Math.floor(next() * a.length);
      addTally(left, a[pick]);
      addTally(right, b[pick]);
    }
    return figuresOf(left).f1 - figuresOf(right).f1;
  }).sort((x, y) => x - y);
  const at = (share: number): number => differences[Math.floor(share * (rounds - 1))] ?? 0;
  return { low: at(0.025), median: at(0.5), high: at(0.975) };
}

function addTally(sum: Tally, part: Tally | undefined): void {
  if (part === undefined) throw new RangeError('both runs need a tally for every line');
  sum.nn += part.nn;
  sum.nv += part.nv;
  sum.vn += part.vn;
  sum.vc += part.vc;
  sum.vw += part.vw;
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name);
  if (known !== undefined) return known;
  const fresh = emptyTally();
  tallies.set(name, fresh);
  return fresh;
}

function mapValues<V, W>(map: ReadonlyMap<string, V>, change: (value: V) => W): Map<string, W> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
