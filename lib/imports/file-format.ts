import * as z from 'zod';

export const fileKind = z.enum([
  'delimited',
  'json-lines',
  'json-document',
  'workbook',
  'product-feed',
  'tagged-blocks',
]);

/** `euc-kr` stands for CP949, all 11,172 syllables of it. */
export const textEncoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'euc-kr', 'windows-1252']);
export type TextEncoding = z.infer<typeof textEncoding>;

export const delimiter = z.enum([',', '\t', ';', '|']);
export type Delimiter = z.infer<typeof delimiter>;

/** Whether a double quote at the start of a cell wraps the cell, or is a character like any other. */
export const quoting = z.enum(['double', 'none']);
export type Quoting = z.infer<typeof quoting>;

/** How a file is to be read; seen in its bytes, never in its name. */
export const fileFormat = z.object({
  kind: fileKind,
  compression: z.enum(['none', 'gzip']),
  /** Of no meaning for a workbook. */
  encoding: textEncoding,
  /** False when the bytes fit no encoding that is known well enough to be read without asking. */
  isEncodingCertain: z.boolean().default(true),
  /** Between the cells of a delimited file. */
  delimiter,
  quoting: quoting.default('double'),
  /** Visible sheets of a workbook in its order; empty for other files. */
  sheets: z.array(z.string()).default([]),
  /** The sheet to read; null reads the first that is visible. */
  sheet: z.string().nullable().default(null),
  /** Row number of the column names; null has them found. */
  headerRow: z.number().int().min(1).nullable().default(null),
});
export type FileFormat = z.infer<typeof fileFormat>;

/** What a person says of a file against what was seen in it; what is not said stays as seen. */
export const readingChoices = z
  .object({
    encoding: textEncoding,
    delimiter,
    quoting,
    sheet: z.string().max(200),
    headerRow: z.number().int().min(1).max(1_000),
  })
  .partial();
export type ReadingChoices = z.infer<typeof readingChoices>;

/** The format with a person's choices in place of what was seen. */
export function applyChoices(format: FileFormat, choices: ReadingChoices): FileFormat {
  const isEncodingCertain = format.isEncodingCertain || choices.encoding !== undefined;
  return { ...format, ...choices, isEncodingCertain };
}

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

/** UTF-16 by its mark or by where its NULs stand; null for everything else. */
export function sniffUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
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
