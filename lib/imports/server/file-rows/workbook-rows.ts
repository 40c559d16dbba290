import type { Readable } from 'node:stream';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { AppError } from '../../../platform/errors';
import {
  bindCells,
  maximumColumns,
  maximumRecordBytes,
  nameColumns,
  reject,
  type FileRow,
} from '../../file-row';
import type { ReadPosition } from './byte-source';
import { SharedStrings } from './shared-strings';
import { isDateFormat, readDateSerial } from './workbook-dates';

const bombFloorBytes = 128 * 1024 * 1024;
const bombRatio = 250;
const maximumEntries = 20_000;
const maximumPartBytes = 32 * 1024 * 1024;
const lastColumn = 16_384;

/** Opens a ZIP file. @throws AppError `invalid` when its directory is damaged. */
export async function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, fail) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error) fail(damaged(error));
      else resolve(zip);
    });
  });
}

/** The parts of an archive by lower-case name. @throws AppError when one is locked or a bomb. */
export async function listEntries(
  zip: ZipFile,
  bombFloor = bombFloorBytes,
): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, fail) => {
    zip.on('entry', (entry: Entry) => {
      if (entry.isEncrypted()) return fail(new AppError('unsupported', 'imports.errors.encrypted'));
      const { uncompressedSize: size, compressedSize } = entry;
      if (
        entries.size >= maximumEntries ||
        (size > bombFloor && size > compressedSize * bombRatio)
      ) {
        return fail(new AppError('invalid', 'imports.errors.bomb', { ratio: bombRatio }));
      }
      entries.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry);
      zip.readEntry();
    });
    zip.once('end', () => resolve(entries));
    zip.once('error', (error: Error) => fail(damaged(error)));
    zip.readEntry();
  });
}

/** True when the archive is an Excel workbook. */
export function isWorkbook(entries: ReadonlyMap<string, Entry>): boolean {
  return entries.has('xl/workbook.xml');
}

/**
 * Rows of the first visible sheet of a workbook; its first row that is not blank names the columns.
 * Memory does not grow with the sheet.
 * @throws AppError `invalid` when the archive or its XML is damaged.
 */
export async function* readWorkbookRows(
  zip: ZipFile,
  position: ReadPosition,
  options: { readonly maximumLength?: number; readonly stringMemory?: number } = {},
): AsyncGenerator<FileRow> {
  const entries = await listEntries(zip);
  const strings = new SharedStrings(options.stringMemory);
  try {
    const book = await readBook(zip, entries);
    const shared = entries.get('xl/sharedstrings.xml');
    if (shared !== undefined) await readSharedStrings(zip, shared, strings);
    const sheet = new SheetReader(book, strings, options.maximumLength ?? maximumRecordBytes);
    let columns: readonly string[] | null = null;
    for await (const { rowNumber, cells, isTooLong } of sheet.read(zip, book.sheet, position)) {
      if (isTooLong) {
        const limit = Math.round((sheet.maximumLength / 1024 / 1024) * 10) / 10;
        const problem = reject('record-too-long', { limit });
        yield { rowNumber, values: {}, problem, raw: cells.join(' ').slice(0, 200) };
        continue;
      }
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (columns === null) {
        let width = cells.length;
        while (cells[width - 1]?.trim() === '') width -= 1;
        if (width > maximumColumns) {
          const params = { limit: maximumColumns, found: width };
          throw new AppError('invalid', 'imports.errors.too-many-columns', params);
        }
        columns = nameColumns(cells.slice(0, width));
        continue;
      }
      // A sheet does not store its empty cells, so short rows are right.
      yield bindCells(columns, cells, rowNumber, true);
    }
  } finally {
    strings.close();
  }
}

interface Book {
  readonly sheet: Entry;
  readonly is1904: boolean;
  /** By cell style: does a number in it show a date? */
  readonly dateStyles: readonly boolean[];
}

async function readBook(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<Book> {
  const workbook = entries.get('xl/workbook.xml');
  if (workbook === undefined) throw new AppError('unsupported', 'imports.errors.zip');
  let is1904 = false;
  let relation: string | null = null;
  await walk(zip, workbook, {
    open: (name, attributes) => {
      if (name === 'workbookpr') is1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      const isShown = (attributes.state ?? 'visible') === 'visible';
      if (name === 'sheet' && relation === null && isShown) relation = attributes.id ?? '';
    },
  });
  const targets = new Map<string, string>();
  const relations = entries.get('xl/_rels/workbook.xml.rels');
  if (relations !== undefined) {
    await walk(zip, relations, {
      open: (name, { id, target }) => {
        if (name === 'relationship' && id && target) targets.set(id, target);
      },
    });
  }
  const target = (relation === null ? undefined : targets.get(relation)) ?? 'worksheets/sheet1.xml';
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;
  const sheet = entries.get(path.toLowerCase());
  if (sheet === undefined) throw new AppError('invalid', 'imports.errors.no-sheet');
  const styles = entries.get('xl/styles.xml');
  return { sheet, is1904, dateStyles: styles === undefined ? [] : await readStyles(zip, styles) };
}

async function readStyles(zip: ZipFile, entry: Entry): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let isInCellFormats = false;
  await walk(zip, entry, {
    open: (name, attributes) => {
      if (name === 'cellxfs') isInCellFormats = true;
      if (name === 'numfmt') codes.set(Number(attributes.numfmtid), attributes.formatcode ?? '');
      if (name === 'xf' && isInCellFormats) {
        const id = Number(attributes.numfmtid ?? 0);
        styles.push(isDateFormat(id, codes.get(id)));
      }
    },
    close: (name) => {
      if (name === 'cellxfs') isInCellFormats = false;
    },
  });
  return styles;
}

async function readSharedStrings(zip: ZipFile, entry: Entry, into: SharedStrings): Promise<void> {
  let text = '';
  let isText = false;
  let isPhonetic = false;
  const stream = await openEntry(zip, entry);
  const parser = new LimitedParser({
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') isText = true;
      else if (name === 'rph') isPhonetic = true;
    },
    text: (part) => {
      if (isText && !isPhonetic) text += part;
    },
    close: (name) => {
      if (name === 't') isText = false;
      else if (name === 'rph') isPhonetic = false;
      else if (name === 'si') into.add(unescapeText(text));
    },
  });
  await parser.feedAll(stream);
}

interface SheetRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  readonly isTooLong: boolean;
}

class SheetReader {
  constructor(
    private readonly book: Book,
    private readonly strings: SharedStrings,
    readonly maximumLength: number,
  ) {}

  async *read(zip: ZipFile, entry: Entry, position: ReadPosition): AsyncGenerator<SheetRow> {
    let ready: SheetRow[] = [];
    let rowNumber = 0;
    let cells: string[] = [];
    let column = -1;
    let length = 0;
    let type = 'n';
    let style = 0;
    let text = '';
    let isText = false;
    let isPhonetic = false;
    const parser = new LimitedParser({
      open: (name, attributes) => {
        switch (name) {
          case 'row':
            rowNumber = Math.max(rowNumber + 1, Math.trunc(Number(attributes.r)) || 0);
            cells = [];
            column = -1;
            length = 0;
            break;
          case 'c':
            column = attributes.r === undefined ? column + 1 : columnOf(attributes.r, column + 1);
            type = attributes.t ?? 'n';
            style = Number(attributes.s ?? 0);
            text = '';
            break;
          case 'v':
          case 't':
            isText = true;
            break;
          case 'rph':
            isPhonetic = true;
        }
      },
      text: (part) => {
        if (!isText || isPhonetic) return;
        length += part.length;
        if (length <= this.maximumLength) text += part;
      },
      close: (name) => {
        switch (name) {
          case 'v':
          case 't':
            isText = false;
            break;
          case 'rph':
            isPhonetic = false;
            break;
          case 'c': {
            if (column >= lastColumn) break;
            const value = this.readCell(type, style, text);
            if (type === 's') length += value.length;
            while (cells.length < column) cells.push('');
            cells[column] = length <= this.maximumLength ? value : '';
            break;
          }
          case 'row':
            ready.push({ rowNumber, cells, isTooLong: length > this.maximumLength });
        }
      },
    });
    const share = entry.uncompressedSize === 0 ? 0 : zip.fileSize / entry.uncompressedSize;
    let consumed = 0;
    const stream = await openEntry(zip, entry);
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        consumed += chunk.length;
        parser.feed(chunk);
        position.bytes = Math.min(zip.fileSize, Math.round(consumed * share));
        const rows = ready;
        ready = [];
        yield* rows;
      }
      parser.finish();
      yield* ready;
    } catch (error) {
      throw isZipError(error) ? damaged(error) : error;
    } finally {
      stream.destroy();
    }
  }

  private readCell(type: string, style: number, text: string): string {
    switch (type) {
      case 's':
        return this.strings.get(Number(text)) ?? '';
      case 'b':
        return text === '1' ? 'TRUE' : 'FALSE';
      case 'n': {
        if (text === '') return '';
        const number = Number(text);
        if (!Number.isFinite(number)) return text;
        const date = this.book.dateStyles[style] ? readDateSerial(number, this.book.is1904) : null;
        // "1.1000000000000001" is how a sheet stores 1.1; fifteen digits are all that Excel keeps.
        return date ?? plainNumber(Number(number.toPrecision(15)));
      }
      default:
        return unescapeText(text);
    }
  }
}

function plainNumber(value: number): string {
  return Math.abs(value) >= 1e21
    ? value.toLocaleString('en', { useGrouping: false })
    : String(value);
}

function columnOf(reference: string, otherwise: number): number {
  const letters = /^([A-Z]{1,3})/i.exec(reference)?.[1]?.toUpperCase();
  if (letters === undefined) return otherwise;
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** Excel writes control characters as _x000D_. */
function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

interface Handlers {
  /** Names are lower-case and without a prefix. */
  open?(name: string, attributes: Readonly<Record<string, string | undefined>>): void;
  text?(part: string): void;
  close?(name: string): void;
}

/** A streaming XML parser that refuses one text or tag beyond the record limit. */
class LimitedParser {
  private readonly decoder = new TextDecoder('utf-8');
  private readonly parser = new SaxesParser();
  private sinceEvent = 0;

  constructor(handlers: Handlers) {
    this.parser.on('error', (error) => {
      throw damaged(error);
    });
    this.parser.on('opentag', (tag: SaxesTagPlain) => {
      this.sinceEvent = 0;
      handlers.open?.(localName(tag.name), localAttributes(tag.attributes));
    });
    this.parser.on('text', (part) => {
      this.sinceEvent = 0;
      handlers.text?.(part);
    });
    this.parser.on('cdata', (part) => {
      this.sinceEvent = 0;
      handlers.text?.(part);
    });
    this.parser.on('closetag', (tag: SaxesTagPlain) => {
      this.sinceEvent = 0;
      handlers.close?.(localName(tag.name));
    });
  }

  feed(chunk: Uint8Array): void {
    this.sinceEvent += chunk.length;
    this.parser.write(this.decoder.decode(chunk, { stream: true }));
    if (this.sinceEvent > maximumRecordBytes * 2) {
      throw new AppError('invalid', 'imports.errors.cell-too-long', {
        limit: (maximumRecordBytes * 2) / 1024 / 1024,
      });
    }
  }

  finish(): void {
    this.parser.write(this.decoder.decode()).close();
  }

  async feedAll(stream: Readable): Promise<void> {
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) this.feed(chunk);
      this.finish();
    } catch (error) {
      throw isZipError(error) ? damaged(error) : error;
    } finally {
      stream.destroy();
    }
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase();
}

function localAttributes(attributes: Readonly<Record<string, string>>): Record<string, string> {
  const local: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) local[localName(name)] = value;
  return local;
}

async function walk(zip: ZipFile, entry: Entry, handlers: Handlers): Promise<void> {
  if (entry.uncompressedSize > maximumPartBytes) {
    throw new AppError('invalid', 'imports.errors.damaged-archive');
  }
  await new LimitedParser(handlers).feedAll(await openEntry(zip, entry));
}

async function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, fail) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) fail(damaged(error));
      else resolve(stream);
    });
  });
}

function isZipError(error: unknown): boolean {
  return error instanceof Error && !(error instanceof AppError);
}

function damaged(cause: unknown): AppError {
  return new AppError('invalid', 'imports.errors.damaged-archive', {}, [], { cause });
}
