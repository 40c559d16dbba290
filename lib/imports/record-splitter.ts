import { reject, type Rejection } from './file-row';
import type { Delimiter, Quoting } from './file-format';

export interface DelimitedRecord {
  readonly cells: readonly string[];
  readonly problem: Rejection | null;
  /** The line as it stands when the record could not be read. */
  readonly raw?: string;
}

interface QuotedRecord {
  readonly cells: string[];
  /** Of the line end behind the record, or the end of the text. */
  readonly end: number;
}

const rowsForWidth = 10;
const maximumExcerpt = 200;

/**
 * Cuts a text that comes in chunks into records. CR, LF and CRLF end a record in any mix. A quoted
 * cell holds what it wraps, line ends too; one that never closes costs its own line and no other.
 * Holds one record and one chunk at most.
 */
export class RecordSplitter {
  private text = '';
  private position = 0;
  private isLast = false;
  /** Cells of the widest of the first records; tells a swallowed line from a cell with line ends. */
  private width = 0;
  private seen = 0;
  /** Start of a record that is longer than the limit, while the rest of it goes past. */
  private overlong: string | null = null;
  private readonly lineFeed = new NextIndex('\n');
  private readonly carriageReturn = new NextIndex('\r');

  constructor(
    private readonly delimiter: Delimiter,
    private readonly quoting: Quoting,
    private readonly maximumLength: number,
  ) {}

  /** Records that end within what was pushed so far. */
  *push(chunk: string): Generator<DelimitedRecord> {
    this.text = this.text.slice(this.position) + chunk;
    this.position = 0;
    this.lineFeed.reset();
    this.carriageReturn.reset();
    yield* this.readAll();
  }

  /** What is left when the text is at its end. */
  *finish(): Generator<DelimitedRecord> {
    this.isLast = true;
    yield* this.readAll();
  }

  private *readAll(): Generator<DelimitedRecord> {
    for (let record = this.next(); record !== null; record = this.next()) yield record;
  }

  private next(): DelimitedRecord | null {
    // Files that were put together bring their byte order marks along.
    while (this.text[this.position] === '\uFEFF') this.position += 1;
    const start = this.position;
    if (start >= this.text.length) return this.finishOverlong(start, start);
    const lineEnd = this.lineEndAfter(start);
    if (lineEnd === -1 || (this.isCutCrLf(lineEnd) && !this.isLast)) {
      if (lineEnd === -1 && this.text.length - start > this.maximumLength) this.passOver(start);
      return null;
    }
    if (this.overlong !== null) return this.finishOverlong(start, lineEnd);
    if (lineEnd - start > this.maximumLength) {
      this.overlong = this.text.slice(start, start + maximumExcerpt);
      return this.finishOverlong(start, lineEnd);
    }
    const line = this.text.slice(start, lineEnd);
    if (this.quoting === 'none' || !line.includes('"')) {
      this.position = this.afterLineEnd(lineEnd);
      return this.keep(line.split(this.delimiter));
    }
    return this.nextQuoted(start, line, lineEnd);
  }

  private nextQuoted(start: number, line: string, lineEnd: number): DelimitedRecord | null {
    const found = this.readQuoted(start);
    if (found === 'more' && this.text.length - start <= this.maximumLength) return null;
    const isWhole = found !== 'more' && found !== 'unclosed' && !this.isSwallowed(found, lineEnd);
    if (!isWhole) {
      this.position = this.afterLineEnd(lineEnd);
      const cells = line.split(this.delimiter);
      return { cells, problem: reject('quote-not-closed') };
    }
    this.position = this.afterLineEnd(found.end);
    return this.keep(found.cells);
  }

  /** A record over several lines that fits no column, whose first line alone would fit. */
  private isSwallowed({ cells, end }: QuotedRecord, lineEnd: number): boolean {
    if (end <= lineEnd || cells.length === this.width || this.seen === 0) return false;
    const line = this.text.slice(this.position, lineEnd);
    return line.split(this.delimiter).length === this.width;
  }

  private readQuoted(start: number): QuotedRecord | 'more' | 'unclosed' {
    const cells: string[] = [];
    for (let at = start; ;) {
      let end: number;
      if (this.text[at] === '"') {
        const closing = this.closingQuote(at);
        if (typeof closing === 'string') return closing;
        cells.push(this.text.slice(at + 1, closing).replaceAll('""', '"'));
        end = this.skipBlanks(closing + 1);
      } else {
        end = this.cellEnd(at);
        if (end === -1) return 'more';
        cells.push(this.text.slice(at, end));
      }
      if (this.text[end] === this.delimiter) {
        at = end + 1;
        continue;
      }
      return this.isCutCrLf(end) && !this.isLast ? 'more' : { cells, end };
    }
  }

  /** Index of the quote that closes the cell opened at `open`. */
  private closingQuote(open: number): number | 'more' | 'unclosed' {
    let hasLoneQuote = false;
    for (let from = open + 1; ;) {
      const quote = this.text.indexOf('"', from);
      if (quote < 0) {
        const ended = this.isLast || (hasLoneQuote && this.lineEndAfter(open) >= 0);
        return ended ? 'unclosed' : 'more';
      }
      if (this.text[quote + 1] === '"') {
        from = quote + 2;
        continue;
      }
      const behind = this.skipBlanks(quote + 1);
      if (behind >= this.text.length && !this.isLast) return 'more';
      const isClosing =
        behind >= this.text.length ||
        this.text[behind] === this.delimiter ||
        this.text[behind] === '\n' ||
        this.text[behind] === '\r';
      if (isClosing && !hasLoneQuote) return quote;
      // 27" in a quoted cell is an inch; but such a cell ends in its line, or was never closed.
      const isInLine = quote < this.ownLineEnd(open);
      if (!isInLine) return 'unclosed';
      if (isClosing) return quote;
      hasLoneQuote = true;
      from = quote + 1;
    }
  }

  private ownLineEnd(from: number): number {
    const end = this.lineEndAfter(from);
    return end === -1 ? this.text.length : end;
  }

  private skipBlanks(from: number): number {
    let at = from;
    while (this.text[at] === ' ' || (this.text[at] === '\t' && this.delimiter !== '\t')) at += 1;
    return at;
  }

  private cellEnd(from: number): number {
    const lineEnd = this.lineEndAfter(from);
    const next = this.text.indexOf(this.delimiter, from);
    if (next >= 0 && (lineEnd === -1 || next < lineEnd)) return next;
    return lineEnd;
  }

  /** The next CR or LF; the end of the text when it is the last; -1 when it is not known yet. */
  private lineEndAfter(from: number): number {
    const lineFeed = this.lineFeed.after(this.text, from);
    const carriageReturn = this.carriageReturn.after(this.text, from);
    const end = Math.min(lineFeed, carriageReturn);
    if (end !== Infinity) return end;
    return this.isLast ? this.text.length : -1;
  }

  /** A CR at the end of a chunk may be half of a CRLF. */
  private isCutCrLf(end: number): boolean {
    return this.text[end] === '\r' && end + 1 === this.text.length;
  }

  private afterLineEnd(end: number): number {
    return this.text[end] === '\r' && this.text[end + 1] === '\n' ? end + 2 : end + 1;
  }

  private keep(cells: string[]): DelimitedRecord {
    if (this.seen < rowsForWidth) {
      this.seen += 1;
      this.width = Math.max(this.width, cells.length);
    }
    return { cells, problem: null };
  }

  private passOver(start: number): void {
    this.overlong ??= this.text.slice(start, start + maximumExcerpt);
    this.position = this.text.length;
  }

  private finishOverlong(start: number, lineEnd: number): DelimitedRecord | null {
    if (this.overlong === null || (start >= this.text.length && !this.isLast)) return null;
    const raw = `${this.overlong}…`;
    this.overlong = null;
    this.position = start >= this.text.length ? start : this.afterLineEnd(lineEnd);
    const limit = Math.round((this.maximumLength / 1024 / 1024) * 10) / 10;
    return { cells: [], problem: reject('record-too-long', { limit }), raw };
  }
}

/** The next place of a character, remembered: a file with LF alone is not searched for CR each time. */
class NextIndex {
  private from = 0;
  private index = -1;

  constructor(private readonly character: string) {}

  reset(): void {
    this.from = 0;
    this.index = -1;
  }

  after(text: string, from: number): number {
    if (from < this.from || from > this.index) {
      const found = text.indexOf(this.character, from);
      this.from = from;
      this.index = found < 0 ? Infinity : found;
    }
    return this.index;
  }
}
