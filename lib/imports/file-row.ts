/** Why one row was not taken. Each code has a message `imports.rejects.<code>`. */
export const rejectCodes = [
  'broken-encoding',
  'control-character',
  'invalid-json',
  'not-an-object',
  'too-deep',
  'record-too-long',
  'quote-not-closed',
  'too-many-cells',
  'missing-id',
  'id-shortened',
  'missing-title',
  'missing-seller',
  // Of imports before products could wait for a category.
  'missing-category',
  'unknown-category',
  'unknown-category-near',
  'category-not-leaf',
  'ambiguous-category',
  'category-not-creatable',
  'too-long',
  'not-a-text',
  'bad-price',
  'two-currencies',
  'bad-currency',
  'bad-image-url',
  'bad-gtin',
  'too-many-images',
] as const;
export type RejectCode = (typeof rejectCodes)[number];

export interface Rejection {
  readonly code: RejectCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export function reject(code: RejectCode, params: Rejection['params'] = {}): Rejection {
  return { code, params };
}

/** One data row as a reader found it: cells by column name. Blank rows never become one. */
export interface FileRow {
  /** As a spreadsheet would show it: the first line of the file is 1. */
  readonly rowNumber: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** Set when the row could not be read; `values` then holds what could be. */
  readonly problem: Rejection | null;
  /** The row as text when `values` cannot tell it. */
  readonly raw?: string;
}

export const maximumRecordBytes = 8 * 1024 * 1024;
export const maximumColumns = 2_000;
const maximumRawLength = 1_000_000;

/** The row as one line for the file of rejected rows, without what PostgreSQL cannot store. */
export function describeRow(row: FileRow): string {
  const text = row.raw ?? JSON.stringify(row.values);
  const cut = text.length > maximumRawLength ? `${text.slice(0, maximumRawLength)}…` : text;
  return cut.replace(/\0/g, '\u2400').replace(/\p{Cs}/gu, '\uFFFD');
}

/** Column names without blanks, broken characters and doubles: "가격", "가격 (2)", "column 5". */
export function nameColumns(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const base =
      cell
        .replace(/[\uFFFD\p{Cs}]/gu, '?')
        .replace(/[\s\p{Cc}\uFEFF]+/gu, ' ')
        .trim()
        .normalize('NFC') || `column ${index + 1}`;
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base} (${count})`;
    taken.add(name);
    return name;
  });
}

/** What a spreadsheet writes where a formula has no value. */
const errorValue = /^#(N\/A|REF!|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/;

/** Binds a row's cells to the columns: missing cells are empty, and cells beyond them a fault. */
export function bindCells(
  columns: readonly string[],
  cells: readonly string[],
  rowNumber: number,
): FileRow {
  // No prototype: a column may be called __proto__.
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  if (cells.length > columns.length) cells = joinDataUris(cells);
  columns.forEach((column, index) => {
    const cell = cells[index] ?? '';
    values[column] = cell.startsWith('#') && errorValue.test(cell) ? '' : cell;
  });
  let found = cells.length;
  while (found > columns.length && cells[found - 1]?.trim() === '') found -= 1;
  if (found <= columns.length) return { rowNumber, values, problem: null };
  const problem = reject('too-many-cells', { expected: columns.length, found });
  return { rowNumber, values, problem, raw: JSON.stringify(cells) };
}

/** A picture that is written out has a comma in it, which exporters forget to quote. */
function joinDataUris(cells: readonly string[]): readonly string[] {
  const at = cells.findIndex((cell) => /^data:[\w/+.-]+;base64$/.test(cell));
  if (at < 0) return cells;
  return joinDataUris([
    ...cells.slice(0, at),
    `${cells[at]!},${cells[at + 1] ?? ''}`,
    ...cells.slice(at + 2),
  ]);
}
