import { csvLine } from '../../platform/csv-text';
import { textFormat } from './format';
import { tableColumns, toCells } from './table';

/** RFC 4180 in UTF-8 with a byte order mark, one decision a row; no cell runs as a formula. */
export const csv = textFormat({
  extension: 'csv',
  mediaType: 'text/csv',
  description: 'one decision a row; a cell that a spreadsheet would run begins with an apostrophe',
  header: `\uFEFF${csvLine(tableColumns.map(({ name }) => name))}`,
  examplesOf: (product) => product.decisions.map((decision) => csvLine(toCells(product, decision))),
});
