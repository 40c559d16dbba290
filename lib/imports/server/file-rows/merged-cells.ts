import type { Entry, ZipFile } from 'yauzl';
import { damaged, isZipError, openEntry } from './workbook-parts';

interface MergedRange {
  readonly column: number;
  readonly firstRow: number;
  readonly lastRow: number;
}

const maximumRanges = 200_000;
const longestTag = 100;

/**
 * Cells of one column that are merged over several rows. A sheet names them behind its rows, so they
 * are searched for in its text before the rows are read.
 */
export class MergedCells {
  private next = 0;
  private active: { readonly range: MergedRange; value: string }[] = [];

  private constructor(private readonly ranges: readonly MergedRange[]) {}

  static async find(zip: ZipFile, sheet: Entry): Promise<MergedCells> {
    const ranges: MergedRange[] = [];
    const stream = await openEntry(zip, sheet);
    let rest = '';
    let isFound = false;
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        const text = rest + chunk.toString('latin1');
        isFound ||= text.includes('mergeCell');
        const end = isFound ? text.lastIndexOf('>') + 1 : text.length;
        if (isFound) addRanges(text.slice(0, end), ranges);
        rest = text.slice(isFound ? end : -longestTag);
        if (rest.length > longestTag * 10) rest = '';
      }
    } catch (error) {
      throw isZipError(error) ? damaged(error) : error;
    } finally {
      stream.destroy();
    }
    return new MergedCells(ranges.sort((a, b) => a.firstRow - b.firstRow));
  }

  /** Writes the value of every merged range into its cell of the row; rows come in order. */
  fill(rowNumber: number, cells: string[]): void {
    if (this.active.length > 0) {
      this.active = this.active.filter(({ range }) => range.lastRow >= rowNumber);
      for (const { range, value } of this.active) {
        while (cells.length <= range.column) cells.push('');
        if (cells[range.column] === '') cells[range.column] = value;
      }
    }
    for (; this.next < this.ranges.length; this.next += 1) {
      const range = this.ranges[this.next]!;
      if (range.firstRow > rowNumber) return;
      if (range.firstRow === rowNumber) {
        this.active.push({ range, value: cells[range.column] ?? '' });
      }
    }
  }
}

function addRanges(text: string, ranges: MergedRange[]): void {
  for (const [, from = '', to = ''] of text.matchAll(
    /<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]+\d+):([A-Z]+\d+)"/gi,
  )) {
    const range = {
      column: columnOf(from, 0),
      firstRow: Number(from.replace(/\D/g, '')),
      lastRow: Number(to.replace(/\D/g, '')),
    };
    if (range.lastRow > range.firstRow && ranges.length < maximumRanges) ranges.push(range);
  }
}

/** Zero-based column of a cell reference like B7. */
export function columnOf(reference: string, otherwise: number): number {
  const letters = /^([A-Z]{1,3})/i.exec(reference)?.[1]?.toUpperCase();
  if (letters === undefined) return otherwise;
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
