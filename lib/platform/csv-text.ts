/**
 * One line of a CSV file that a spreadsheet opens (RFC 4180). A text that it would run as a formula
 * gets an apostrophe in front, which the spreadsheet hides; numbers are written as they are.
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * What Excel, LibreOffice and Sheets take for the beginning of a formula, full-width forms and what
 * they skip before it too; a tab or a line's end at the beginning may shift a cell.
 */
const formulaStart = /^(?:[\s\p{Cc}]*[=+\-@＝＋－＠]|\s*[\t\r\n])/u;

function csvCell(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const safe = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
