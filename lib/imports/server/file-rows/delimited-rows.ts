import { finished } from 'node:stream/promises';
import { CsvError, parse, type Parser } from 'csv-parse';
import { AppError } from '../../../platform/errors';
import type { FileFormat } from '../../file-format';
import {
  bindCells,
  maximumColumns,
  maximumRecordBytes,
  nameColumns,
  type FileRow,
} from '../../file-row';

/**
 * Rows of a CSV or TSV text whose first row that is not blank names the columns. Row numbers count
 * records, as a spreadsheet does: a line break inside quotes starts no row.
 * @throws AppError `invalid` with the row number where a quote stays open or a record passes the
 * limit, since nothing behind such a place can be trusted.
 */
export async function* readDelimitedRows(
  chunks: AsyncIterable<string | Uint8Array>,
  delimiter: FileFormat['delimiter'],
  maximumBytes = maximumRecordBytes,
): AsyncGenerator<FileRow> {
  let columns: readonly string[] | null = null;
  for await (const { rowNumber, cells } of readRecords(chunks, delimiter, maximumBytes)) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (columns === null) {
      columns = nameColumns(cells);
      if (columns.length > maximumColumns) {
        throw new AppError('invalid', 'imports.errors.too-many-columns', {
          limit: maximumColumns,
          found: columns.length,
        });
      }
      continue;
    }
    yield bindCells(columns, cells, rowNumber, false);
  }
}

interface NumberedRecord {
  readonly rowNumber: number;
  readonly cells: readonly string[];
}

/** Takes records out of the parser as it makes them: a stream that fails drops what it buffered. */
async function* readRecords(
  chunks: AsyncIterable<string | Uint8Array>,
  delimiter: FileFormat['delimiter'],
  maximumBytes: number,
): AsyncGenerator<NumberedRecord> {
  let ready: NumberedRecord[] = [];
  let lastRowNumber = 0;
  const parser = parse({
    bom: true,
    delimiter,
    // 27" in an unquoted cell is an inch, not an opening quote.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maximumBytes,
    on_record: (cells: string[], { records, empty_lines: blank }) => {
      lastRowNumber = records + blank;
      ready.push({ rowNumber: lastRowNumber, cells });
      return null;
    },
  });
  parser.resume();
  const ended = finished(parser);
  // A failure is told by the write that met it, too.
  ended.catch(() => undefined);
  const take = (): NumberedRecord[] => {
    const taken = ready;
    ready = [];
    return taken;
  };
  try {
    for await (const chunk of chunks) {
      const error = await write(parser, chunk);
      yield* take();
      if (error) throw error;
    }
    parser.end();
    const error = await ended.then(
      () => null,
      (failure: unknown) => failure,
    );
    yield* take();
    if (error !== null) throw error;
  } catch (error) {
    throw error instanceof CsvError
      ? describeCsvError(error, lastRowNumber + 1, maximumBytes)
      : error;
  } finally {
    parser.destroy();
  }
}

function write(parser: Parser, chunk: string | Uint8Array): Promise<Error | null | undefined> {
  return new Promise((resolve) => {
    parser.write(chunk, resolve);
  });
}

function describeCsvError(error: CsvError, row: number, maximumBytes: number): AppError {
  switch (error.code) {
    case 'CSV_MAX_RECORD_SIZE':
      return new AppError('invalid', 'imports.errors.record-too-long', {
        row,
        limit: Math.round((maximumBytes / 1024 / 1024) * 10) / 10,
      });
    case 'CSV_QUOTE_NOT_CLOSED':
      return new AppError('invalid', 'imports.errors.quote-not-closed', { row });
    default:
      return new AppError('invalid', 'imports.errors.unreadable-row', { row }, [], {
        cause: error,
      });
  }
}
