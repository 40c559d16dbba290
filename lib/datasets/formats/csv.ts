import { textFormat } from './format';
import { tableColumns, toCells, type TableCell } from './table';

const newLine = '\r\n';

/** RFC 4180 in UTF-8 with a byte order mark, one decision a row; no cell runs as a formula. */
export const csv = textFormat({
  extension: 'csv',
  mediaType: 'text/csv',
  description: 'one decision a row; a cell that a spreadsheet would run begins with an apostrophe',
  header: `\uFEFF${tableColumns.map(({ name }) => name).join(',')}${newLine}`,
  examplesOf: (product) =>
    product.decisions.map((decision) => toCells(product, decision).map(toCell).join(',') + newLine),
});

/** What Excel, LibreOffice and Sheets take for the beginning of a formula, full-width forms too. */
const formulaStart = /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u;

function toCell(cell: TableCell): string {
  if (typeof cell === 'number') return String(cell);
  const safe = formulaStart.test(cell) || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
