import type { DatasetDiff } from './contract';
import type { DatasetProduct } from './record';

/** One line of a version's index, which every version has beside its formats. */
export interface IndexEntry {
  readonly productId: number;
  readonly attribute: string;
  readonly decisionId: string;
  readonly split: string;
  /** Decided values and absence as JSON. */
  readonly answer: string;
}

const columns = 5;
const sampleCount = 50;

/** The index of one product: tab-separated lines, ordered by attribute key. */
export function toIndexLines({ id, split, decisions }: DatasetProduct): string {
  const ordered = decisions.toSorted((one, other) =>
    one.attribute.key < other.attribute.key ? -1 : 1,
  );
  return ordered
    .map((decision) => {
      const values = decision.values.map(({ value }) => value);
      // JSON escapes tabs and line ends, so that a line stays a line.
      const answer = JSON.stringify({ values, absence: decision.absence });
      return `${[id, decision.attribute.key, decision.id, split, answer].join('\t')}\n`;
    })
    .join('');
}

/** @throws Error when the line is not one of an index */
export function readIndexLine(line: string): IndexEntry {
  const parts = line.split('\t');
  const [productId, attribute, decisionId, split, answer] = parts;
  if (parts.length !== columns || !attribute || !decisionId || !split || !answer) {
    throw new Error(`Not a line of a dataset index: ${line.slice(0, 100)}`);
  }
  return { productId: Number(productId), attribute, decisionId, split, answer };
}

/**
 * What changed from `before` to `after`, both in index order. Reads them side by side and holds one
 * entry of each.
 */
export async function diffVersions(
  before: AsyncIterable<IndexEntry>,
  after: AsyncIterable<IndexEntry>,
): Promise<DatasetDiff> {
  const diff = { added: 0, removed: 0, changed: 0, moved: 0, same: 0 };
  const samples: DatasetDiff['samples'] = [];
  const note = (
    change: DatasetDiff['samples'][number]['change'],
    old: IndexEntry | null,
    now: IndexEntry | null,
  ) => {
    diff[change] += 1;
    const { productId, attribute } = (now ?? old)!;
    if (samples.length >= sampleCount) return;
    const [shownBefore, shownAfter] =
      change === 'moved' ? [old!.split, now!.split] : [old?.answer ?? null, now?.answer ?? null];
    samples.push({ change, productId, attribute, before: shownBefore, after: shownAfter });
  };
  const olds = before[Symbol.asyncIterator]();
  const news = after[Symbol.asyncIterator]();
  let [old, now] = [await olds.next(), await news.next()];
  while (!old.done || !now.done) {
    const order = old.done ? 1 : now.done ? -1 : compare(old.value, now.value);
    if (order < 0) {
      note('removed', old.value, null);
      old = await olds.next();
    } else if (order > 0) {
      note('added', null, now.value);
      now = await news.next();
    } else {
      const [was, is]: [IndexEntry, IndexEntry] = [old.value, now.value];
      if (was.answer !== is.answer) note('changed', was, is);
      else if (was.split !== is.split) note('moved', was, is);
      else diff.same += 1;
      [old, now] = [await olds.next(), await news.next()];
    }
  }
  return { ...diff, samples };
}

function compare(one: IndexEntry, other: IndexEntry): number {
  if (one.productId !== other.productId) return one.productId - other.productId;
  if (one.attribute === other.attribute) return 0;
  return one.attribute < other.attribute ? -1 : 1;
}
