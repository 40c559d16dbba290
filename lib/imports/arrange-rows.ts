import type { FileRow } from './file-row';
import { findExport, type Grouping } from './known-exports';
import { findPairs, writePairs } from './paired-columns';

/**
 * The rows of an export in which several rows make up a product, each made whole. Rows of other
 * files pass as they are.
 */
export async function* arrangeRows(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  let arrange: Arrangement | null = null;
  let finished = (row: FileRow): FileRow => row;
  for await (const row of rows) {
    if (arrange === null) {
      const columns = Object.keys(row.values);
      arrange = arrangementOf(findExport(columns)?.grouping);
      const pairs = findPairs(columns);
      if (pairs.length > 0) finished = (ready) => writePairs(ready, pairs);
    }
    for (const ready of arrange.take(row)) yield finished(ready);
  }
  for (const ready of arrange?.finish() ?? []) yield finished(ready);
}

interface Arrangement {
  /** The rows that are ready once this one is known. */
  take(row: FileRow): readonly FileRow[];
  finish(): readonly FileRow[];
}

const asTheyAre: Arrangement = { take: (row) => [row], finish: () => [] };

function arrangementOf(grouping: Grouping | undefined): Arrangement {
  switch (grouping?.kind) {
    case undefined:
      return asTheyAre;
    case 'fill-down':
      return fillDown(grouping);
    case 'translations':
      return layTranslations(grouping);
  }
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || String(value).trim() === '';

/** More rows of one product than any shop allows: what comes behind them is told as it comes. */
const maximumGroup = 5_000;

function fillDown(grouping: Extract<Grouping, { kind: 'fill-down' }>): Arrangement {
  const { by, fills, gathers, needs } = grouping;
  let first: FileRow | null = null;
  let group: FileRow[] = [];
  const gathered = new Map<string, Set<string>>();
  const cut = (): FileRow[] => {
    // A gallery has a row for every further picture: each of its product's rows gets them all.
    const gallery = Object.fromEntries(
      [...gathered].map(([column, cells]) => [column, [...cells].join('\n')]),
    );
    const ready = group.map((row) => ({ ...row, values: { ...row.values, ...gallery } }));
    group = [];
    gathered.clear();
    return ready;
  };
  return {
    take(row) {
      if (row.problem !== null || isEmpty(row.values[by])) return [...cut(), row];
      const isNext = row.values[by] !== first?.values[by];
      const ready = isNext || group.length >= maximumGroup ? cut() : [];
      if (isNext) first = row;
      for (const column of gathers) {
        const text = row.values[column];
        if (typeof text !== 'string' || text.trim() === '') continue;
        gathered.set(column, (gathered.get(column) ?? new Set()).add(text.trim()));
      }
      if (!isNext && needs.every((column) => isEmpty(row.values[column]))) return ready;
      const values = { ...row.values };
      for (const column of fills) {
        const filling = first?.values[column];
        if (filling !== undefined && isEmpty(values[column])) values[column] = filling;
      }
      group.push({ ...row, values });
      return ready;
    },
    finish: cut,
  };
}

function layTranslations({ by, view }: Extract<Grouping, { kind: 'translations' }>): Arrangement {
  let held: FileRow | null = null;
  return {
    take(row) {
      const isTranslation =
        held !== null &&
        row.problem === null &&
        row.values[by] === held.values[by] &&
        !isEmpty(row.values[view]);
      if (!isTranslation) {
        const ready = held === null ? [] : [held];
        held = row;
        return ready;
      }
      if (/^(ko|kr|default_ko)/i.test(String(row.values[view]))) {
        const said = Object.entries(row.values).filter(
          ([column, value]) => column !== view && !isEmpty(value),
        );
        held = { ...held!, values: { ...held!.values, ...Object.fromEntries(said) } };
      }
      return [];
    },
    finish: () => (held === null ? [] : [held]),
  };
}
