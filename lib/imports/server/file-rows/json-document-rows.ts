import { AppError } from '../../../platform/errors';
import { looksLikeProduct } from '../../column-mapping';
import { maximumRecordBytes, reject, type FileRow } from '../../file-row';
import { parseJsonRow } from '../../json-row';

const maximumExcerpt = 200;

/**
 * Products of one JSON document, numbered from 1: the elements of a list at its top or in one of
 * its objects, the first whose elements look like products, or the objects that stand one after the
 * other. Holds one of them at a time.
 * @throws AppError `invalid` when no list of products is in it, or it breaks off.
 */
export async function* readJsonDocumentRows(
  chunks: AsyncIterable<string>,
  maximumLength = maximumRecordBytes,
): AsyncGenerator<FileRow> {
  const scanner = new ElementScanner(maximumLength);
  let rowNumber = 0;
  for await (const chunk of chunks) {
    for (const element of scanner.push(chunk)) {
      rowNumber += 1;
      yield toRow(element, rowNumber, maximumLength);
    }
  }
  if (scanner.isOpen) {
    throw new AppError('invalid', 'imports.errors.json-cut', { row: rowNumber + 1 });
  }
  if (rowNumber === 0) throw new AppError('invalid', 'imports.errors.json-no-list');
}

function toRow(element: string | null, rowNumber: number, maximumLength: number): FileRow {
  if (element !== null) return parseJsonRow(element, rowNumber);
  const limit = Math.round((maximumLength / 1024 / 1024) * 10) / 10;
  return { rowNumber, values: {}, problem: reject('record-too-long', { limit }), raw: '…' };
}

type Mode = 'looking' | 'listing' | 'done';

/** Cuts a JSON text into the texts of its products, by its brackets and strings alone. */
class ElementScanner {
  private mode: Mode = 'looking';
  /** Brackets that are open, outermost first. */
  private open: ('{' | '[')[] = [];
  private isInString = false;
  private isEscaped = false;
  /** Depth of the list whose elements are taken; 0 for objects at the top. */
  private listDepth = 0;
  /** The element, or object at the top, that is being read. */
  private held = '';
  private isHolding = false;
  private isTooLong = false;
  /** Where an element of a list that may be the one starts in `held`. */
  private candidate: { readonly depth: number; readonly at: number } | null = null;

  constructor(private readonly maximumLength: number) {}

  get isOpen(): boolean {
    return this.open.length > 0 || this.isInString;
  }

  *push(chunk: string): Generator<string | null> {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      if (this.isInString) {
        at = this.passString(chunk, at);
        continue;
      }
      const character = chunk[at]!;
      switch (character) {
        case '"':
          this.isInString = true;
          break;
        case '{':
        case '[':
          if (character === '{' && this.startsElement()) {
            this.isHolding = true;
            this.held = '';
            from = at;
          } else if (character === '{' && this.startsCandidate()) {
            this.candidate = { depth: this.open.length, at: this.held.length + at - from };
          }
          this.open.push(character);
          break;
        case '}':
        case ']': {
          this.open.pop();
          if (this.candidate !== null && this.open.length === this.candidate.depth) {
            const text = (this.held + chunk.slice(from, at + 1)).slice(this.candidate.at);
            if (isProduct(text)) {
              this.mode = 'listing';
              this.listDepth = this.candidate.depth;
              this.isHolding = false;
              yield text;
            }
            this.candidate = null;
          } else if (this.isHolding && this.open.length === this.listDepth) {
            const text = this.held + chunk.slice(from, at + 1);
            this.isHolding = false;
            if (this.isTooLong) yield null;
            else if (this.mode === 'listing' || isProduct(text) || isFlat(text)) yield text;
            this.isTooLong = false;
          } else if (this.mode === 'listing' && this.open.length < this.listDepth) {
            this.mode = 'done';
          }
        }
      }
    }
    if (this.isHolding) this.hold(chunk.slice(from));
  }

  private passString(chunk: string, from: number): number {
    for (let at = from; at < chunk.length; at += 1) {
      if (this.isEscaped) this.isEscaped = false;
      else if (chunk[at] === '\\') this.isEscaped = true;
      else if (chunk[at] === '"') {
        this.isInString = false;
        return at;
      }
    }
    return chunk.length;
  }

  /** An object that stands at the top, or in the list that is being read. */
  private startsElement(): boolean {
    if (this.mode === 'done' || this.isHolding) return false;
    if (this.mode === 'listing') return this.open.length === this.listDepth;
    if (this.open.length === 1 && this.open[0] === '[') {
      this.mode = 'listing';
      this.listDepth = 1;
      return true;
    }
    return this.open.length === 0;
  }

  /** An object in a list that only objects are around. */
  private startsCandidate(): boolean {
    return (
      this.mode === 'looking' &&
      this.candidate === null &&
      this.open.at(-1) === '[' &&
      this.open.slice(0, -1).every((bracket) => bracket === '{')
    );
  }

  private hold(part: string): void {
    if (this.isTooLong) return;
    this.held += part;
    if (this.held.length <= this.maximumLength) return;
    this.isTooLong = true;
    this.held = this.held.slice(0, maximumExcerpt);
    this.candidate = null;
  }
}

function isProduct(text: string): boolean {
  const value = readObject(text);
  return value !== null && looksLikeProduct(Object.keys(value));
}

/** An object with nothing inside that could be a list of products. */
function isFlat(text: string): boolean {
  const value = readObject(text);
  return value !== null && Object.values(value).every((each) => typeof each !== 'object');
}

function readObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
