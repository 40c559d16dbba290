import type { TextField } from '../catalogue/contract';
import { combineHashes, hashText } from './hash';

/** The texts that a product is read from, in reading order. */
export const READ_FIELDS = ['title', 'spec', 'description'] as const satisfies readonly TextField[];
export type ReadField = (typeof READ_FIELDS)[number];
export type ProductTexts = Readonly<Record<ReadField, string>>;

/** One token with UTF-16 offsets `[start, end)` into its field. */
export interface Token {
  readonly field: ReadField;
  readonly start: number;
  readonly end: number;
  /** Lower-case text. */
  readonly text: string;
  readonly hash: number;
  /** Hash of the text with every run of digits written as one zero. */
  readonly patternHash: number;
  /** Hash of the shape: case, digits, length, and whether white space stands before it. */
  readonly shapeHash: number;
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
  for (const field of READ_FIELDS) {
    let previousEnd = 0;
    for (const match of texts[field].matchAll(TOKEN)) {
      const word = match[0];
      const start = match.index;
      const stem = word.length - (ENDING.exec(word)?.[0].length ?? 0);
      tokens.push(makeToken(field, word.slice(0, stem), start, start > previousEnd));
      if (stem < word.length) {
        tokens.push(makeToken(field, word.slice(stem), start + stem, false));
      }
      previousEnd = start + word.length;
      if (tokens.length >= MAXIMUM_TOKENS) return tokens.slice(0, MAXIMUM_TOKENS);
    }
  }
  return tokens;
}

/** The text with every run of digits written as one zero: "144Hz" and "60Hz" share "0Hz". */
export function patternOf(text: string): string {
  return text.replace(/\p{N}+(?:[.,]\p{N}+)*/gu, '0');
}

/** Tokens of one text that stands alone, such as a value or an attribute's name. */
export function tokeniseText(text: string): Token[] {
  return tokenise({ title: text, spec: '', description: '' });
}

function makeToken(field: ReadField, word: string, start: number, hasSpace: boolean): Token {
  const { text, hash, patternHash, shapes } = wordOf(word);
  const shapeHash = shapes[hasSpace ? 1 : 0];
  return { field, start, end: start + word.length, text, hash, patternHash, shapeHash };
}

interface Word {
  readonly text: string;
  readonly hash: number;
  readonly patternHash: number;
  /** Without and with white space before it. */
  readonly shapes: readonly [number, number];
}

const MOST_WORDS = 50_000;
const words = new Map<string, Word>();

/** What a word says by itself, remembered because few words make up most of a catalogue. */
function wordOf(word: string): Word {
  const known = words.get(word);
  if (known !== undefined) return known;
  const text = word.toLowerCase();
  const shape = hashText(shapeOf(word));
  const fresh: Word = {
    text,
    hash: hashText(text),
    patternHash: hashText(patternOf(text)),
    shapes: [combineHashes(shape, 0), combineHashes(shape, 1)],
  };
  if (words.size >= MOST_WORDS) words.clear();
  words.set(word, fresh);
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
