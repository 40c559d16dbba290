import type { FileFormat } from '../../file-format';
import { maximumRecordBytes, type FileRow } from '../../file-row';
import { RecordSplitter } from '../../record-splitter';
import { readTable, type TableRecord, type TableReport } from '../../table-rows';

/** What of a format a delimited text needs. */
export type DelimitedFormat = Pick<FileFormat, 'delimiter' | 'quoting' | 'headerRow'>;

/**
 * Rows of a CSV or TSV text. Row numbers count records, as a spreadsheet does: a line break inside
 * quotes starts no row. A quote that stays open, or a record beyond `maximumLength` UTF-16 units,
 * costs its own row.
 */
export function readDelimitedRows(
  chunks: AsyncIterable<string>,
  format: DelimitedFormat,
  report?: TableReport,
  maximumLength = maximumRecordBytes,
): AsyncGenerator<FileRow> {
  return readTable(readRecords(chunks, format, maximumLength), format.headerRow, report);
}

async function* readRecords(
  chunks: AsyncIterable<string>,
  { delimiter, quoting }: DelimitedFormat,
  maximumLength: number,
): AsyncGenerator<TableRecord> {
  const splitter = new RecordSplitter(delimiter, quoting, maximumLength);
  let rowNumber = 0;
  for await (const chunk of chunks) {
    for (const record of splitter.push(chunk)) {
      rowNumber += 1;
      yield { rowNumber, ...record };
    }
  }
  for (const record of splitter.finish()) {
    rowNumber += 1;
    yield { rowNumber, ...record };
  }
}
