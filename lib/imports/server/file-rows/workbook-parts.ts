import type { Readable } from 'node:stream';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { AppError } from '../../../platform/errors';
import { maximumRecordBytes } from '../../file-row';
import type { CellStyle } from '../../number-format';
import type { SharedStrings } from './shared-strings';

/** A workbook with the sheet that is to be read. */
export interface Workbook {
  readonly zip: ZipFile;
  readonly sheet: Entry;
  readonly is1904: boolean;
  /** How a number in a cell of each style is shown. */
  readonly styles: readonly CellStyle[];
  readonly strings: SharedStrings;
  close(): void;
}

const bombFloorBytes = 128 * 1024 * 1024;
const bombRatio = 250;
const maximumEntries = 20_000;
const maximumPartBytes = 32 * 1024 * 1024;

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

export interface Handlers {
  /** Names are lower-case and without a prefix. */
  open?(name: string, attributes: Readonly<Record<string, string | undefined>>): void;
  text?(part: string): void;
  close?(name: string): void;
}

/** A streaming XML parser that refuses one text or tag beyond the record limit. */
export class LimitedParser {
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

export async function walk(zip: ZipFile, entry: Entry, handlers: Handlers): Promise<void> {
  if (entry.uncompressedSize > maximumPartBytes) {
    throw new AppError('invalid', 'imports.errors.damaged-archive');
  }
  await new LimitedParser(handlers).feedAll(await openEntry(zip, entry));
}

export async function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, fail) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) fail(damaged(error));
      else resolve(stream);
    });
  });
}

export function isZipError(error: unknown): boolean {
  return error instanceof Error && !(error instanceof AppError);
}

export function damaged(cause: unknown): AppError {
  return new AppError('invalid', 'imports.errors.damaged-archive', {}, [], { cause });
}
