import { Parser } from 'htmlparser2';

const markup = /<[a-z!/]|&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]+);/i;
const hidden = new Set(['script', 'style', 'noscript', 'template', 'svg', 'head', 'iframe']);
const blocks = new Set(
  'address article aside blockquote br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section select table tbody td tfoot th thead title tr ul'.split(
    ' ',
  ),
);

/**
 * The text of a piece of HTML: a line for every block, a table row of two cells as "name: value",
 * entities as the characters they stand for, nothing of scripts and styles. A text without tags and
 * entities comes back as it is, whatever angle brackets it has.
 */
export function htmlToText(html: string): string {
  if (!markup.test(html)) return html;
  // Shops export descriptions whose tags are escaped once more.
  const text = readHtml(html);
  return /^\s*<(p|div|table|br|ul|span|img)\b[^>]*>/i.test(text) ? readHtml(text) : text;
}

function readHtml(html: string): string {
  const reader = new TextReader();
  const parser = new Parser(
    {
      onopentag: (name) => reader.open(name),
      ontext: (text) => reader.read(text),
      onclosetag: (name) => reader.close(name),
    },
    { decodeEntities: true },
  );
  parser.write(protectBrackets(html));
  parser.end();
  return reader.finish();
}

/** "< 3kg" and "<세트>" are no tags: a tag's name begins with a Latin letter. */
function protectBrackets(html: string): string {
  return html.replace(/<(?![a-z!/?])/gi, '&lt;');
}

class TextReader {
  private readonly lines: string[] = [];
  private line = '';
  private hiddenDepth = 0;
  /** Cells of the table row that is open. */
  private cells: string[] | null = null;

  open(name: string): void {
    if (hidden.has(name)) this.hiddenDepth += 1;
    if (name === 'tr') {
      this.breakLine();
      this.cells = [];
    } else if (this.cells !== null && (name === 'td' || name === 'th')) {
      this.line = '';
    } else if (name === 'dd') {
      this.line = this.line.trim() === '' ? '' : `${this.line.trim()}: `;
    } else if (blocks.has(name)) this.breakLine();
  }

  read(text: string): void {
    if (this.hiddenDepth === 0) this.line += text;
  }

  close(name: string): void {
    if (hidden.has(name)) this.hiddenDepth -= 1;
    if (this.cells !== null && (name === 'td' || name === 'th')) {
      this.cells.push(tidy(this.line));
      this.line = '';
    } else if (this.cells !== null && name === 'tr') {
      this.lines.push(joinCells(this.cells));
      this.cells = null;
      this.line = '';
    } else if (blocks.has(name) && name !== 'dt') this.breakLine();
  }

  finish(): string {
    this.breakLine();
    return this.lines.filter((line) => line !== '').join('\n');
  }

  private breakLine(): void {
    if (this.cells !== null) {
      // A block inside a cell stays in its row.
      this.line += ' ';
      return;
    }
    for (const part of this.line.split(/[\r\n]+/)) this.lines.push(tidy(part));
    this.line = '';
  }
}

function tidy(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim();
}

/** Cells in pairs are names and values; others stand one after the other. */
function joinCells(cells: readonly string[]): string {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === cells.length && cells.length % 2 === 0 && cells.length > 0) {
    const pairs: string[] = [];
    for (let at = 0; at < cells.length; at += 2) {
      pairs.push(`${cells[at]!.replace(/\s*:$/, '')}: ${cells[at + 1]!}`);
    }
    return pairs.join('\n');
  }
  return filled.join(' / ');
}
