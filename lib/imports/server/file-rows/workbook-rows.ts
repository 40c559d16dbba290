import type { Entry, ZipFile } from 'yauzl';
import { maximumRecordBytes, reject, type FileRow } from '../../file-row';
import { showNumber } from '../../number-format';
import { readTable, type TableRecord, type TableReport } from '../../table-rows';
import type { ReadPosition } from './byte-source';
import { columnOf, MergedCells } from './merged-cells';
import { readDateSerial } from './workbook-dates';
import { damaged, isZipError, LimitedParser, openEntry, type Workbook } from './workbook-parts';

const lastColumn = 16_384;

/**
 * Rows of a sheet as Excel shows them: without hidden rows and error values, numbers in their
 * format, merged cells filled down. Memory does not grow with the sheet.
 * @throws AppError `invalid` when the archive or its XML is damaged.
 */
export async function* readWorkbookRows(
  workbook: Workbook,
  headerRow: number | null,
  position: ReadPosition,
  report?: TableReport,
  maximumLength = maximumRecordBytes,
): AsyncGenerator<FileRow> {
  const merged = await MergedCells.find(workbook.zip, workbook.sheet);
  yield* readTable(readSheet(workbook, position, merged, maximumLength), headerRow, report);
}

/** Every row of a sheet that is shown; `merged` fills cells, and null leaves them as they are. */
export async function* readSheet(
  workbook: Workbook,
  position: ReadPosition,
  merged: MergedCells | null,
  maximumLength = maximumRecordBytes,
): AsyncGenerator<TableRecord> {
  const { zip, sheet } = workbook;
  const reader = new SheetReader(workbook, maximumLength);
  const share = sheet.uncompressedSize === 0 ? 0 : zip.fileSize / sheet.uncompressedSize;
  let consumed = 0;
  for await (const chunk of readEntry(zip, sheet)) {
    consumed += chunk.length;
    reader.feed(chunk);
    position.bytes = Math.min(zip.fileSize, Math.round(consumed * share));
    for (const row of reader.take()) {
      merged?.fill(row.rowNumber, row.cells);
      if (!row.isHidden) yield toRecord(row, maximumLength);
    }
  }
  reader.finish();
}

async function* readEntry(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream = await openEntry(zip, entry);
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    throw isZipError(error) ? damaged(error) : error;
  } finally {
    stream.destroy();
  }
}

interface SheetRow {
  readonly rowNumber: number;
  readonly cells: string[];
  readonly isTooLong: boolean;
  readonly isHidden: boolean;
}

function toRecord({ rowNumber, cells, isTooLong }: SheetRow, maximumLength: number): TableRecord {
  if (!isTooLong) return { rowNumber, cells, problem: null };
  const limit = Math.round((maximumLength / 1024 / 1024) * 10) / 10;
  const problem = reject('record-too-long', { limit });
  return { rowNumber, cells: [], problem, raw: cells.join(' ').slice(0, 200) };
}

class SheetReader {
  private ready: SheetRow[] = [];
  private rowNumber = 0;
  private isHidden = false;
  private cells: string[] = [];
  private column = -1;
  private length = 0;
  private type = 'n';
  private style = 0;
  private text = '';
  private isText = false;
  private isPhonetic = false;
  private readonly parser = new LimitedParser({
    open: (name, attributes) => this.open(name, attributes),
    text: (part) => {
      if (!this.isText || this.isPhonetic) return;
      this.length += part.length;
      if (this.length <= this.maximumLength) this.text += part;
    },
    close: (name) => this.close(name),
  });

  constructor(
    private readonly workbook: Workbook,
    private readonly maximumLength: number,
  ) {}

  feed(chunk: Uint8Array): void {
    this.parser.feed(chunk);
  }

  finish(): void {
    this.parser.finish();
  }

  take(): SheetRow[] {
    const rows = this.ready;
    this.ready = [];
    return rows;
  }

  private open(name: string, attributes: Readonly<Record<string, string | undefined>>): void {
    switch (name) {
      case 'row':
        this.rowNumber = Math.max(this.rowNumber + 1, Math.trunc(Number(attributes.r)) || 0);
        this.isHidden = /^(1|true)$/.test(attributes.hidden ?? '');
        this.cells = [];
        this.column = -1;
        this.length = 0;
        break;
      case 'c':
        this.column =
          attributes.r === undefined ? this.column + 1 : columnOf(attributes.r, this.column + 1);
        this.type = attributes.t ?? 'n';
        this.style = Number(attributes.s ?? 0);
        this.text = '';
        break;
      case 'v':
      case 't':
        this.isText = true;
        break;
      case 'rph':
        this.isPhonetic = true;
    }
  }

  private close(name: string): void {
    switch (name) {
      case 'v':
      case 't':
        this.isText = false;
        break;
      case 'rph':
        this.isPhonetic = false;
        break;
      case 'c':
        this.keepCell();
        break;
      case 'row': {
        const { rowNumber, cells, isHidden } = this;
        this.ready.push({
          rowNumber,
          cells,
          isHidden,
          isTooLong: this.length > this.maximumLength,
        });
      }
    }
  }

  private keepCell(): void {
    if (this.column >= lastColumn) return;
    const value = this.readCell();
    if (this.type === 's') this.length += value.length;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = this.length <= this.maximumLength ? value : '';
  }

  private readCell(): string {
    const { type, text, workbook } = this;
    switch (type) {
      case 's':
        return workbook.strings.get(Number(text)) ?? '';
      case 'b':
        return text === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        return '';
      case 'n': {
        if (text === '') return '';
        const number = Number(text);
        if (!Number.isFinite(number)) return text;
        const style = workbook.styles[this.style];
        const date = style?.isDate ? readDateSerial(number, workbook.is1904) : null;
        return date ?? showNumber(text, number, style);
      }
      default:
        return unescapeText(text);
    }
  }
}

/** Excel writes control characters as _x000D_. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
