import * as z from 'zod';

export const fileKind = z.enum(['delimited', 'json-lines', 'workbook']);

export const textEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'euc-kr']);
export type TextEncoding = z.infer<typeof textEncoding>;

/** How a file is to be read; seen in its bytes, never in its name. */
export const fileFormat = z.object({
  kind: fileKind,
  compression: z.enum(['none', 'gzip']),
  /** `euc-kr` reads CP949 too. Of no meaning for a workbook. */
  encoding: textEncoding,
  /** Between the cells of a delimited file. */
  delimiter: z.enum([',', '\t', ';', '|']),
});
export type FileFormat = z.infer<typeof fileFormat>;

/** What the first bytes say a file is; everything but the first three cannot be imported. */
export type Container = 'text' | 'gzip' | 'zip' | 'old-office' | 'pdf' | 'binary';

const signatures: readonly (readonly [Container, readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['old-office', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
];

/** Tells containers apart by their signature; bytes with NUL that are no UTF-16 are `binary`. */
export function sniffContainer(head: Uint8Array): Container {
  for (const [container, signature] of signatures) {
    if (signature.every((byte, index) => head[index] === byte)) return container;
  }
  return head.includes(0) && sniffUtf16(head) === null && isMostlyBinary(head) ? 'binary' : 'text';
}

/** A text may hold a stray NUL, whose row is then rejected; pictures and programs are full of them. */
function isMostlyBinary(head: Uint8Array): boolean {
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32)) controls += 1;
  return controls * 50 > head.length;
}

function sniffUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // Without a mark: line ends, commas and digits are ASCII, so one half of the pairs has the NULs.
  let even = 0;
  let odd = 0;
  const length = Math.min(head.length, 4096) & ~1;
  for (let index = 0; index < length; index += 2) {
    if (head[index] === 0) even += 1;
    if (head[index + 1] === 0) odd += 1;
  }
  const enough = length / 20;
  if (odd > enough && even * 10 < odd) return 'utf-16le';
  if (even > enough && odd * 10 < even) return 'utf-16be';
  return null;
}

/**
 * The encoding of a text, from a sample that starts at the file's first byte and may end inside a
 * character. UTF-8 unless CP949 leaves clearly fewer broken characters.
 */
export function sniffEncoding(sample: Uint8Array): TextEncoding {
  const utf16 = sniffUtf16(sample);
  if (utf16 !== null) return utf16;
  const brokenUtf8 = countBroken(sample, 'utf-8');
  if (brokenUtf8 === 0) return 'utf-8';
  return countBroken(sample, 'euc-kr') * 4 < brokenUtf8 ? 'euc-kr' : 'utf-8';
}

function countBroken(sample: Uint8Array, encoding: TextEncoding): number {
  const text = new TextDecoder(encoding).decode(sample, { stream: true });
  let broken = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) broken += 1;
  return broken;
}

/** What a decoded text is; `json` is one JSON document and `markup` HTML or XML, which are refused. */
export function sniffTextKind(
  text: string,
):
  | { kind: 'json-lines' }
  | { kind: 'delimited'; delimiter: FileFormat['delimiter'] }
  | 'json'
  | 'markup'
  | 'empty' {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start === '') return 'empty';
  if (start.startsWith('{')) return isFirstLineJson(start) ? { kind: 'json-lines' } : 'json';
  if (/^\[\s*[[{\]"\d]/.test(start)) return 'json';
  if (/^<(!doctype|html|table|\?xml|meta|head)/i.test(start)) return 'markup';
  return { kind: 'delimited', delimiter: guessDelimiter(start) };
}

/** A pretty-printed document has a first line that is no JSON; a cut-off long line counts as one. */
function isFirstLineJson(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0) return true;
  const line = text.slice(0, end).trim();
  return line.endsWith('}') || line.length > 2_000;
}

const delimiters: readonly FileFormat['delimiter'][] = [',', '\t', ';', '|'];

/** The delimiter that cuts the first lines into the same number of cells, above one. */
export function guessDelimiter(text: string): FileFormat['delimiter'] {
  let best: FileFormat['delimiter'] = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const counts = countPerRecord(text.slice(0, 65_536), delimiter, 30);
    const [header = 0, ...rows] = counts;
    if (header === 0) continue;
    const alike = rows.filter((count) => count === header).length;
    const score = (rows.length === 0 ? 1 : alike / rows.length) * 1_000 + header;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function countPerRecord(text: string, delimiter: string, records: number): number[] {
  const counts: number[] = [];
  let count = 0;
  let isQuoted = false;
  let isBlank = true;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === delimiter) count += 1;
    if (!isQuoted && character === '\n') {
      if (!isBlank) counts.push(count);
      if (counts.length === records) return counts;
      count = 0;
      isBlank = true;
    } else if (character !== '\r') isBlank = false;
  }
  // A cut-off last record would count short.
  return counts.length === 0 && !isBlank ? [count] : counts;
}
