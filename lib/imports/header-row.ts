import { countKnownFields } from './column-mapping';

type Cells = readonly string[];

/** Rows among which the column names are looked for. */
export const headerSearchRows = 30;

/**
 * Index of the row that names the columns among the first rows of a table: the one with most known
 * names; without any, the first that is as wide as the rows below. Rows above it are hints.
 */
export function findHeaderRow(rows: readonly Cells[]): number {
  let best = -1;
  let bestKnown = 1;
  for (const [index, cells] of rows.entries()) {
    const known = countKnownFields(cells);
    if (known > bestKnown) [best, bestKnown] = [index, known];
  }
  if (best >= 0) return best;
  const widths = rows.map(countFilled);
  const usual = [...widths].sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 1;
  return Math.max(
    0,
    widths.findIndex((width) => width * 2 > usual),
  );
}

function countFilled(cells: Cells): number {
  return cells.reduce((count, cell) => count + (cell.trim() === '' ? 0 : 1), 0);
}

const requirement =
  /^[*※\s]*(필수|선택|조건부\s?필수|필수\s?(입력|항목|값)|선택\s?(입력|항목|사항)|입력\s?불필요|미입력\s?가능|자동\s?(생성|입력)|required|optional|mandatory|recommended|preferred|conditional(ly required)?|desired|read.?only)[\s).!*]*$/i;
const rule =
  /^(\(?(최대\s*)?\d+\s*(자|byte|바이트|글자|characters|chars)(\s*(이내|이하|까지|max))?\)?|숫자(만|\s?입력)?|문자(열)?|텍스트|날짜|파일명|html\s?(가능|허용|사용)|url|(숫자|영문|한글)[만,/ ].{0,20}(입력|가능|만)|text|string|number|integer|decimal|date|boolean|alphanumeric|y\s*\/\s*n|y 또는 n)$/i;
const example = /^[[(<※*\s]*(예시|예제|견본|샘플|example|sample|e\.g\.|ex\s*[).:]|예\s*[).:])/i;

/** True when a row under the column names tells how to fill them, or shows a made-up product. */
export function isExplainingRow(cells: Cells): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.length === 0) return false;
  const telling = filled.filter((cell) => {
    const text = cell.trim();
    return requirement.test(text) || rule.test(text) || example.test(text);
  });
  return example.test(filled[0]!.trim()) || telling.length * 2 > filled.length;
}
