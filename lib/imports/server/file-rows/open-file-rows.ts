import { open } from 'node:fs/promises';
import { AppError } from '../../../platform/errors';
import { sniffContainer, sniffEncoding, sniffTextKind, type FileFormat } from '../../file-format';
import type { FileRow } from '../../file-row';
import { decodeText, readBytes, type ReadPosition } from './byte-source';
import { readDelimitedRows } from './delimited-rows';
import { readJsonLineRows } from './json-line-rows';
import { isWorkbook, listEntries, openZip, readWorkbookRows } from './workbook-rows';

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
    case 'zip': {
      const zip = await openZip(path);
      try {
        if (!isWorkbook(await listEntries(zip))) {
          throw new AppError('unsupported', 'imports.errors.zip');
        }
      } finally {
        zip.close();
      }
      return { kind: 'workbook', compression: 'none', encoding: 'utf-8', delimiter: ',' };
    }
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

async function detectText(path: string, compression: 'none' | 'gzip'): Promise<FileFormat> {
  const sample = await readSample(path, compression);
  const inner = sniffContainer(sample.subarray(0, headBytes));
  if (inner !== 'text') throw new AppError('unsupported', 'imports.errors.binary');
  const encoding = sniffEncoding(sample);
  const text = new TextDecoder(encoding).decode(sample.subarray(0, 4 * headBytes), {
    stream: true,
  });
  const kind = sniffTextKind(text);
  switch (kind) {
    case 'empty':
      throw new AppError('invalid', 'imports.errors.empty');
    case 'json':
      throw new AppError('unsupported', 'imports.errors.json-document');
    case 'markup':
      throw new AppError('unsupported', 'imports.errors.markup');
    default:
      return {
        kind: kind.kind,
        compression,
        encoding,
        delimiter: kind.kind === 'delimited' ? kind.delimiter : ',',
      };
  }
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

/** The rows of a file from its first, as often as it is called; breaking off closes the file. */
export async function* openFileRows(
  path: string,
  format: FileFormat,
  position: ReadPosition = { bytes: 0 },
): AsyncGenerator<FileRow> {
  switch (format.kind) {
    case 'workbook': {
      const zip = await openZip(path);
      try {
        yield* readWorkbookRows(zip, position);
      } finally {
        zip.close();
      }
      return;
    }
    case 'json-lines': {
      const bytes = readBytes(path, format.compression, position);
      yield* readJsonLineRows(decodeText(bytes, format.encoding));
      return;
    }
    case 'delimited': {
      const bytes = readBytes(path, format.compression, position);
      // The CSV reader decodes UTF-8 itself, cell by cell.
      const chunks = format.encoding === 'utf-8' ? bytes : decodeText(bytes, format.encoding);
      yield* readDelimitedRows(chunks, format.delimiter);
    }
  }
}
