import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AppError } from '../../../platform/errors';
import type { FileFormat } from '../../import/file-format';
import {
  bindCells,
  maximumColumns,
  maximumRecordBytes,
  nameColumns,
  type FileRow,
} from '../../import/file-row';

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
  let lastRowNumber = 0;
  const parser = parse({
    bom: true,
    delimiter,
    // 27" in an unquoted cell is an inch, not an opening quote.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maximumBytes,
    // The number rides behind the cells, since only here is it known.
    on_record: (record: string[], { records, empty_lines: blank }) => {
      lastRowNumber = records + blank;
      record.push(String(lastRowNumber));
      return record;
    },
  });
  const source = Readable.from(chunks, { objectMode: false, highWaterMark: 256 * 1024 });
  source.once('error', (error) => parser.destroy(error));
  source.pipe(parser);

  let columns: readonly string[] | null = null;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const rowNumber = Number(cells.pop());
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
  } catch (error) {
    throw error instanceof CsvError
      ? describeCsvError(error, lastRowNumber + 1, maximumBytes)
      : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
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
