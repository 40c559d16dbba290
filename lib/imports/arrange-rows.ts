import type { FileRow } from './file-row';
import { findExport, type Grouping } from './known-exports';

/**
 * The rows of an export in which several rows make up a product, each made whole. Rows of other
 * files pass as they are.
 */
export async function* arrangeRows(rows: AsyncIterable<FileRow>): AsyncGenerator<FileRow> {
  let arrange: Arrangement | null = null;
  for await (const row of rows) {
    arrange ??= arrangementOf(findExport(Object.keys(row.values))?.grouping);
    const ready = arrange.take(row);
    if (ready !== null) yield ready;
  }
  const last = arrange?.finish() ?? null;
  if (last !== null) yield last;
}

interface Arrangement {
  /** The row that is ready once this one is known. */
  take(row: FileRow): FileRow | null;
  finish(): FileRow | null;
}

const asTheyAre: Arrangement = { take: (row) => row, finish: () => null };

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

function fillDown({ by, fills, needs }: Extract<Grouping, { kind: 'fill-down' }>): Arrangement {
  let before: FileRow | null = null;
  return {
    take(row) {
      if (row.problem !== null || isEmpty(row.values[by])) return row;
      const { values: first } = before ?? row;
      if (before === null || row.values[by] !== first[by]) {
        before = row;
        return row;
      }
      // A row of its own for every further picture.
      if (needs.every((column) => isEmpty(row.values[column]))) return null;
      const values = { ...row.values };
      for (const column of fills) {
        if (isEmpty(values[column])) values[column] = first[column];
      }
      return { ...row, values };
    },
    finish: () => null,
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
        const ready = held;
        held = row;
        return ready;
      }
      if (/^(ko|kr|default_ko)/i.test(String(row.values[view]))) {
        const said = Object.entries(row.values).filter(
          ([column, value]) => column !== view && !isEmpty(value),
        );
        held = { ...held!, values: { ...held!.values, ...Object.fromEntries(said) } };
      }
      return null;
    },
    finish: () => held,
  };
}
