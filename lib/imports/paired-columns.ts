import type { FileRow } from './file-row';
import { headerKey } from './header-key';

/** What is written where the columns say an attribute's name and its value: `색상: 빨강 / 크기: L`. */
export const pairedColumn = 'Attributes (name: value)';

const subject = '(?:attribute|option|property|feature|spec|검색옵션|옵션|속성|항목|스펙)';
const nameHeader = new RegExp(
  `^${subject}(?:(\\d*)(?:name|명|유형|이름|타입)|(?:name|명|유형|이름|타입)(\\d*))$`,
);
const valueHeader = new RegExp(
  `^${subject}(?:(\\d*)(?:values?|값|내용)|(?:values?|값|내용)(\\d*))$`,
);
/** eBay's item specifics and the like: the header is the name. */
const namedHeader = /^\*?C:\s*(.+)$/;

/** A column whose cells are values, beside the one whose cells name them, or its own name. */
interface Pair {
  readonly value: string;
  readonly name: { readonly column: string } | { readonly text: string };
}

/** The attributes that a file's columns spell out in pairs, in the order of their values. */
export function findPairs(columns: readonly string[]): readonly Pair[] {
  const names = new Map<string, string>();
  for (const column of columns) {
    const kind = kindOf(column, nameHeader);
    if (kind !== null && !names.has(kind)) names.set(kind, column);
  }
  const pairs: Pair[] = [];
  for (const value of columns) {
    const own = namedHeader.exec(value)?.[1];
    const kind = kindOf(value, valueHeader);
    const column = kind === null ? undefined : names.get(kind);
    if (own !== undefined) pairs.push({ value, name: { text: own.trim() } });
    else if (column !== undefined) pairs.push({ value, name: { column } });
  }
  return pairs;
}

/** What a name and its value have in common: their subject and number. */
function kindOf(column: string, pattern: RegExp): string | null {
  const form = headerKey(column);
  const match = pattern.exec(form);
  if (match === null) return null;
  const number = match[1] || match[2] || '';
  return `${/^\D+?(?=\d|name|명|유형|이름|타입|values?|값|내용)/.exec(form)?.[0] ?? ''} ${number}`;
}

const cell = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** The row with its pairs written out in `pairedColumn`. */
export function writePairs(row: FileRow, pairs: readonly Pair[]): FileRow {
  const written: string[] = [];
  for (const { name, value } of pairs) {
    const said = cell(row.values[value]);
    const called = 'text' in name ? name.text : cell(row.values[name.column]);
    if (said === '' || called === '' || /[\r\n]/.test(called) || said === 'Default Title') continue;
    written.push(`${called}: ${said}`);
  }
  return { ...row, values: { ...row.values, [pairedColumn]: written.join(' / ') } };
}
