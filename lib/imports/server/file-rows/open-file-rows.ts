import { open } from 'node:fs/promises';
import type { MessageKey } from '../../../i18n/messages';
import { AppError } from '../../../platform/errors';
import { arrangeRows } from '../../arrange-rows';
import { fileFormat, sniffContainer, type FileFormat } from '../../file-format';
import type { FileRow } from '../../file-row';
import { guessEncoding } from '../../guess-encoding';
import { sniffTextKind } from '../../sniff-text';
import type { TableReport } from '../../table-rows';
import { decodeText, readBytes, textDecoder, type ReadPosition } from './byte-source';
import { readDelimitedRows } from './delimited-rows';
import { readJsonDocumentRows } from './json-document-rows';
import { readJsonLineRows } from './json-line-rows';
import { readProductFeedRows } from './product-feed-rows';
import { readTaggedBlockRows } from './tagged-block-rows';
import { chooseSheet, openWorkbook } from './workbook';
import { isWorkbook, listEntries, openZip } from './workbook-parts';
import { readWorkbookRows } from './workbook-rows';

const headBytes = 64 * 1024;
const maximumSampleBytes = 16 * 1024 * 1024;
/** So many bytes beyond ASCII tell UTF-8 from CP949 for certain. */
const tellingBytes = 4_096;

/**
 * Finds out how a file is to be read from its content.
 * @throws AppError `unsupported` or `invalid` that says what the file is instead.
 */
export async function detectFormat(path: string): Promise<FileFormat> {
  const head = await readHead(path);
  if (head.length === 0) throw new AppError('invalid', 'imports.errors.empty');
  const container = sniffContainer(head);
  switch (container) {
    case 'zip':
      return detectWorkbook(path);
    case 'old-office':
      throw new AppError('unsupported', 'imports.errors.old-office');
    case 'pdf':
    case 'binary':
      throw new AppError('unsupported', 'imports.errors.binary');
    case 'gzip':
      return detectText(path, 'gzip');
    case 'text':
      return detectText(path, 'none');
  }
}

async function detectWorkbook(path: string): Promise<FileFormat> {
  const zip = await openZip(path);
  try {
    const entries = await listEntries(zip);
    if (!isWorkbook(entries)) throw notWorkbook([...entries.keys()]);
    const { sheets, sheet } = await chooseSheet(zip, entries);
    return format('workbook', { sheets, sheet });
  } finally {
    zip.close();
  }
}

/** Says what is in the archive, so that a person knows which file to take out of it. */
function notWorkbook(names: readonly string[]): AppError {
  if (names.some((name) => name.startsWith('word/') || name.startsWith('ppt/'))) {
    return new AppError('unsupported', 'imports.errors.office-document');
  }
  if (names.includes('content.xml') && names.includes('mimetype')) {
    return new AppError('unsupported', 'imports.errors.open-document');
  }
  if (names.includes('xl/workbook.bin')) {
    return new AppError('unsupported', 'imports.errors.binary-workbook');
  }
  const files = names.filter((name) => !name.endsWith('/'));
  const params = { count: files.length, names: files.slice(0, 3).join(', ') };
  return new AppError('unsupported', 'imports.errors.zip', params);
}

const refusals: Readonly<Record<'json-arrays' | 'html' | 'bmecat' | 'markup', MessageKey>> = {
  'json-arrays': 'imports.errors.json-arrays',
  html: 'imports.errors.html',
  bmecat: 'imports.errors.bmecat',
  markup: 'imports.errors.markup',
};

async function detectText(path: string, compression: 'none' | 'gzip'): Promise<FileFormat> {
  const sample = await readSample(path, compression);
  const inner = sniffContainer(sample.subarray(0, headBytes));
  if (inner !== 'text') throw new AppError('unsupported', 'imports.errors.binary');
  const { encoding, isCertain } = guessEncoding(sample);
  const text = textDecoder(encoding).decode(sample.subarray(0, 4 * headBytes));
  const found = sniffTextKind(text);
  if (found === 'empty') throw new AppError('invalid', 'imports.errors.empty');
  if (typeof found === 'string') throw new AppError('unsupported', refusals[found]);
  return format(found.kind, {
    compression,
    encoding,
    isEncodingCertain: isCertain,
    ...(found.kind === 'delimited' ? { delimiter: found.delimiter, quoting: found.quoting } : {}),
  });
}

function format(kind: FileFormat['kind'], rest: Partial<FileFormat>): FileFormat {
  return fileFormat.parse({
    kind,
    compression: 'none',
    encoding: 'utf-8',
    delimiter: ',',
    ...rest,
  });
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Reads on until the encoding shows: a file may have a thousand ASCII rows before its first 한글. */
async function readSample(path: string, compression: 'none' | 'gzip'): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  let telling = 0;
  for await (const chunk of readBytes(path, compression, { bytes: 0 })) {
    chunks.push(chunk);
    size += chunk.length;
    for (const byte of chunk) if (byte > 127) telling += 1;
    if (size >= maximumSampleBytes || (size >= headBytes && telling >= tellingBytes)) break;
  }
  return Buffer.concat(chunks);
}

/**
 * The rows of a file from its first, as often as it is called; breaking off closes the file.
 * `report` learns which row of a table names its columns.
 */
export function openFileRows(
  path: string,
  format: FileFormat,
  position: ReadPosition = { bytes: 0 },
  report?: TableReport,
): AsyncGenerator<FileRow> {
  return arrangeRows(readRows(path, format, position, report));
}

async function* readRows(
  path: string,
  format: FileFormat,
  position: ReadPosition,
  report?: TableReport,
): AsyncGenerator<FileRow> {
  if (format.kind === 'workbook') {
    const workbook = await openWorkbook(path, format.sheet);
    try {
      yield* readWorkbookRows(workbook, format.headerRow, position, report);
    } finally {
      workbook.close();
    }
    return;
  }
  const text = decodeText(readBytes(path, format.compression, position), format.encoding);
  switch (format.kind) {
    case 'json-lines':
      return yield* readJsonLineRows(text);
    case 'json-document':
      return yield* readJsonDocumentRows(text);
    case 'product-feed':
      return yield* readProductFeedRows(text);
    case 'tagged-blocks':
      return yield* readTaggedBlockRows(text);
    case 'delimited':
      return yield* readDelimitedRows(text, format, report);
  }
}
