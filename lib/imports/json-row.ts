import { reject, type FileRow } from './file-row';

/** The row that a JSON object stands for. Numbers that JavaScript would round stay as they are written. */
export function parseJsonRow(text: string, rowNumber: number): FileRow {
  let value: unknown;
  try {
    value = parseExactly(text);
  } catch {
    const broken = text.indexOf('\uFFFD');
    const problem =
      broken < 0
        ? reject('invalid-json', { excerpt: text.slice(0, 40) })
        : reject('broken-encoding', { column: '-', position: broken + 1 });
    return { rowNumber, values: {}, problem, raw: text };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { rowNumber, values: {}, problem: reject('not-an-object'), raw: text };
  }
  return { rowNumber, values: value as Record<string, unknown>, problem: null };
}

/** A number that may not survive: 16 digits and more, zeros at its end, a power of ten, minus zero. */
const risky =
  /[:,[]\s*-?(?:\d{16}|0*\d*\.\d*0(?!\d)|\d*\.\d{14}|\d+(?:\.\d+)?[eE]|0(?=[,}\]\s])(?<=-0))/;
const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function parseExactly(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!risky.test(text)) return value;
  const exact = text.replace(tokens, (token) => {
    if (token.startsWith('"') || String(Number(token)) === token) return token;
    return `"${writeOut(token)}"`;
  });
  return JSON.parse(exact);
}

/** 1e3 is 1000 and nothing else; what a program has shortened (8.80123e+12) stays as it is. */
function writeOut(token: string): string {
  const [, digits, zeros] = /^(-?\d{1,15})[eE]\+?(\d{1,2})$/.exec(token) ?? [];
  if (digits === undefined || Number(zeros) > 15) return token;
  return digits + '0'.repeat(Number(zeros));
}
