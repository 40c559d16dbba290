import type { TextField } from '../values/contract';
import { combineHashes, hashText } from '../statistics/hash';

/** The texts that a product is read from, in reading order. */
export const READ_FIELDS = ['title', 'spec', 'description'] as const satisfies readonly TextField[];
export type ReadField = (typeof READ_FIELDS)[number];
export type ProductTexts = Readonly<Record<ReadField, string>>;

/** One token with UTF-16 offsets `[start, end)` into its field. */
export interface Token {
  readonly field: ReadField;
  readonly start: number;
  readonly end: number;
  /** Lines of all fields, counted on: tokens of one line have one number. */
  readonly line: number;
  /** Lower-case text. */
  readonly text: string;
  readonly hash: number;
  /** Hash of the text with every run of digits written as one zero. */
  readonly patternHash: number;
  /** Hash of the shape: case, digits, length, and whether white space stands before it. */
  readonly shapeHash: number;
  readonly word: Word;
}

/** Texts longer than this many tokens are read up to here; the rest is left unread. */
export const MAXIMUM_TOKENS = 2048;

const TOKEN =
  /\p{Script=Hangul}+|(?:(?!\p{Script=Hangul})[\p{L}\p{M}])+|\p{N}+(?:[.,]\p{N}+)*|[^\s\p{L}\p{M}\p{N}]/gu;
/** Endings that a value may be written with: "Shirts" holds "Shirt", "27인치입니다" holds "27인치". */
const ENDING = /(?<=^[a-z]{2,}[a-rt-z])s$|(?<=^\p{Script=Hangul}+)(?:입니다|이며|이고)$/iu;

/**
 * Splits the texts into words, numbers and signs; Hangul and other scripts never share a token, and
 * common endings stand alone.
 */
export function tokenise(texts: ProductTexts): Token[] {
  const tokens: Token[] = [];
  let line = 0;
  for (const field of READ_FIELDS) {
    const text = texts[field];
    let previousEnd = 0;
    line++;
    for (const match of text.matchAll(TOKEN)) {
      const [written] = match;
      const start = match.index;
      for (let at = previousEnd; at < start; at++) if (text.charCodeAt(at) === NEW_LINE) line++;
      const stem = written.length - wordOf(written).endingLength;
      const stemText = stem === written.length ? written : written.slice(0, stem);
      tokens.push(makeToken(field, line, stemText, start, start > previousEnd));
      if (stem < written.length) {
        tokens.push(makeToken(field, line, written.slice(stem), start + stem, false));
      }
      previousEnd = start + written.length;
      if (tokens.length >= MAXIMUM_TOKENS) return tokens.slice(0, MAXIMUM_TOKENS);
    }
  }
  return tokens;
}

const NEW_LINE = 10;

/** The text with every run of digits written as one zero: "144Hz" and "60Hz" share "0Hz". */
export function patternOf(text: string): string {
  return text.replace(/\p{N}+(?:[.,]\p{N}+)*/gu, '0');
}

/** Tokens of one text that stands alone, such as a value or an attribute's name. */
export function tokeniseText(text: string): Token[] {
  return tokenise({ title: text, spec: '', description: '' });
}

function makeToken(
  field: ReadField,
  line: number,
  written: string,
  start: number,
  hasSpace: boolean,
): Token {
  const word = wordOf(written);
  const { text, hash, patternHash, shapes } = word;
  const shapeHash = shapes[hasSpace ? 1 : 0];
  const end = start + written.length;
  return { field, start, end, line, text, hash, patternHash, shapeHash, word };
}

/** What a word says by itself. */
export interface Word {
  readonly text: string;
  readonly hash: number;
  readonly patternHash: number;
  /** Without and with white space before it. */
  readonly shapes: readonly [number, number];
  /** Hashes of the first and the last three letters, and of every three with the borders marked. */
  readonly prefixHash: number;
  readonly suffixHash: number;
  readonly trigramHashes: readonly number[];
  readonly endingLength: number;
}

const MOST_WORDS = 50_000;
/** More are never asked for. */
const MOST_TRIGRAMS = 5;
const words = new Map<string, Word>();

/** Remembered, because few words make up most of a catalogue. */
function wordOf(written: string): Word {
  const known = words.get(written);
  if (known !== undefined) return known;
  const text = written.toLowerCase();
  const shape = hashText(shapeOf(written));
  const framed = `^${text}$`;
  const trigrams = Math.min(framed.length - 2, MOST_TRIGRAMS);
  const fresh: Word = {
    text,
    hash: hashText(text),
    patternHash: hashText(patternOf(text)),
    shapes: [combineHashes(shape, 0), combineHashes(shape, 1)],
    prefixHash: hashText(text.slice(0, 3)),
    suffixHash: hashText(text.slice(-3)),
    trigramHashes: Array.from({ length: trigrams }, (_, at) => hashText(framed.slice(at, at + 3))),
    endingLength: ENDING.exec(written)?.[0].length ?? 0,
  };
  if (words.size >= MOST_WORDS) words.clear();
  words.set(written, fresh);
  return fresh;
}

function shapeOf(word: string): string {
  if (/^\p{N}+$/u.test(word)) return `digits ${Math.min(word.length, 5)}`;
  if (/^\p{N}/u.test(word)) return 'decimal';
  if (/^\p{Script=Hangul}+$/u.test(word)) return `hangul ${Math.min(word.length, 6)}`;
  if (/^\p{Lu}+$/u.test(word)) return word.length === 1 ? 'capital' : 'capitals';
  if (/^\p{Lu}\p{Ll}+$/u.test(word)) return 'capitalised';
  if (/^\p{Ll}+$/u.test(word)) return 'small';
  return /^\p{L}+$/u.test(word) ? 'mixed' : word;
}
