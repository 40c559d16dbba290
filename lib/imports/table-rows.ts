import { AppError } from '../platform/errors';
import { bindCells, maximumColumns, nameColumns, type FileRow, type Rejection } from './file-row';
import { findHeaderRow, headerSearchRows, isExplainingRow } from './header-row';

/** One row of a table before anybody knows which row names the columns. */
export interface TableRecord {
  /** As a spreadsheet would show it, from 1. */
  readonly rowNumber: number;
  readonly cells: readonly string[];
  readonly problem: Rejection | null;
  readonly raw?: string;
}

/** What was made of the first rows; written while they are read. */
export interface TableReport {
  headerRow: number | null;
  columns: readonly string[];
  /** Rows that explain the columns or repeat their names. */
  passedOver: number;
}

/**
 * The data rows of a table, bound to the names in its header row: the one with the number
 * `headerRow`, or the one that is found. Rows above it, rows that explain or repeat it, and rows
 * without content are passed over.
 * @throws AppError `invalid` when there are too many columns, or no row has the number.
 */
export async function* readTable(
  records: AsyncIterable<TableRecord>,
  headerRow: number | null,
  report: TableReport = { headerRow: null, columns: [], passedOver: 0 },
): AsyncGenerator<FileRow> {
  let first: TableRecord[] | null = [];
  let table: Table | null = null;
  for await (const record of records) {
    if (record.problem === null && record.cells.every((cell) => cell.trim() === '')) continue;
    if (table !== null) {
      const row = table.bind(record);
      if (row !== null) yield row;
      continue;
    }
    if (headerRow !== null && record.rowNumber < headerRow) continue;
    first!.push(record);
    if (first!.length < headerSearchRows) continue;
    table = openTable(first!, headerRow, report);
    yield* table.bindAll(first!);
    first = null;
  }
  if (table === null && first!.length > 0) {
    yield* openTable(first!, headerRow, report).bindAll(first!);
  }
}

function openTable(
  first: readonly TableRecord[],
  headerRow: number | null,
  report: TableReport,
): Table {
  const whole = first.filter(({ problem }) => problem === null);
  const at = headerRow === null ? findHeaderRow(whole.map(({ cells }) => cells)) : 0;
  const header = whole[at];
  if (header === undefined || (headerRow !== null && header.rowNumber !== headerRow)) {
    throw new AppError('invalid', 'imports.errors.no-header-row', {
      row: headerRow ?? first[0]?.rowNumber ?? 1,
    });
  }
  return new Table(header, whole.slice(at + 1), report);
}

class Table {
  private readonly columns: readonly string[];
  private readonly headerText: string;
  private isAtTop = true;

  constructor(
    private readonly header: TableRecord,
    below: readonly TableRecord[],
    private readonly report: TableReport,
  ) {
    const cells = header.cells.slice(0, usedWidth(header, below));
    if (cells.length > maximumColumns) {
      const params = { limit: maximumColumns, found: cells.length };
      throw new AppError('invalid', 'imports.errors.too-many-columns', params);
    }
    this.columns = nameColumns(cells);
    this.headerText = textOf(header.cells);
    report.headerRow = header.rowNumber;
    report.columns = this.columns;
  }

  *bindAll(records: readonly TableRecord[]): Generator<FileRow> {
    for (const record of records) {
      const row = record.rowNumber > this.header.rowNumber ? this.bind(record) : null;
      if (row !== null) yield row;
    }
  }

  /** The row, or null when it is none of the data. */
  bind({ rowNumber, cells, problem, raw }: TableRecord): FileRow | null {
    if (problem !== null) {
      this.isAtTop = false;
      const bound = bindCells(this.columns, cells, rowNumber);
      return { ...bound, problem, ...(raw === undefined ? {} : { raw }) };
    }
    const isRepeated = cells[0] === this.header.cells[0] && textOf(cells) === this.headerText;
    if (isRepeated || (this.isAtTop && isExplainingRow(cells))) {
      this.report.passedOver += 1;
      return null;
    }
    this.isAtTop = false;
    return bindCells(this.columns, cells, rowNumber);
  }
}

function textOf(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .join('\u001f')
    .replace(/\u001f+$/, '');
}

/** Unnamed columns at the right end count where the rows below have something in them. */
function usedWidth(header: TableRecord, below: readonly TableRecord[]): number {
  const filled = [header, ...below].map(({ cells }) => {
    let width = Math.min(cells.length, header.cells.length);
    while (width > 0 && cells[width - 1]!.trim() === '') width -= 1;
    return width;
  });
  return Math.max(...filled);
}
