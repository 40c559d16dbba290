import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { AppError } from '../../../platform/errors';
import { maximumRecordBytes, reject, type FileRow } from '../../file-row';

const elements = new Set(['item', 'entry']);

/**
 * Rows of a product feed in RSS or Atom, as Google Merchant Center takes it: one for each `item` or
 * `entry`, numbered by the line it begins in. Names lose their prefix; an element that comes again
 * makes a list, and one with elements in it an object.
 * @throws AppError `invalid` with the line where the XML is broken.
 */
export async function* readProductFeedRows(
  chunks: AsyncIterable<string>,
  maximumLength = maximumRecordBytes,
): AsyncGenerator<FileRow> {
  const reader = new FeedReader(maximumLength);
  for await (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.finish();
}

class FeedReader {
  private readonly parser = new SaxesParser();
  private ready: FileRow[] = [];
  private row: { readonly rowNumber: number; readonly values: Record<string, unknown> } | null =
    null;
  private lastRow = 0;
  /** Objects that are open inside the item, outermost first, and the text of the innermost. */
  private path: { readonly name: string; readonly inner: Record<string, unknown>; text: string }[] =
    [];
  private length = 0;

  constructor(private readonly maximumLength: number) {
    this.parser.on('error', (error) => {
      const params = { row: this.parser.line };
      throw new AppError('invalid', 'imports.errors.broken-xml', params, [], { cause: error });
    });
    this.parser.on('opentag', (tag) => this.open(tag));
    this.parser.on('text', (text) => this.read(text));
    this.parser.on('cdata', (text) => this.read(text));
    this.parser.on('closetag', (tag) => this.close(tag));
  }

  push(chunk: string): FileRow[] {
    this.parser.write(chunk);
    return this.take();
  }

  finish(): FileRow[] {
    this.parser.close();
    return this.take();
  }

  private take(): FileRow[] {
    const rows = this.ready;
    this.ready = [];
    return rows;
  }

  private open(tag: SaxesTagPlain): void {
    const name = localName(tag.name);
    if (this.row === null) {
      if (!elements.has(name)) return;
      // Items that share a line still need a number of their own.
      this.lastRow = Math.max(this.parser.line, this.lastRow + 1);
      this.row = { rowNumber: this.lastRow, values: newRecord() };
      this.length = 0;
      return;
    }
    const href = tag.attributes.href;
    this.path.push({ name, inner: newRecord(), text: typeof href === 'string' ? href : '' });
  }

  private read(text: string): void {
    const innermost = this.path.at(-1);
    if (innermost === undefined) return;
    this.length += text.length;
    if (this.length <= this.maximumLength) innermost.text += text;
  }

  private close(tag: SaxesTagPlain): void {
    const { row } = this;
    if (row === null) return;
    const closed = this.path.pop();
    if (closed === undefined) {
      if (elements.has(localName(tag.name))) this.finishRow(row);
      return;
    }
    const target = this.path.at(-1)?.inner ?? row.values;
    const value = Object.keys(closed.inner).length > 0 ? closed.inner : closed.text.trim();
    const before = target[closed.name];
    if (before === undefined) target[closed.name] = value;
    else if (Array.isArray(before)) before.push(value);
    else target[closed.name] = [before, value];
  }

  private finishRow(row: { readonly rowNumber: number; readonly values: Record<string, unknown> }) {
    const limit = Math.round((this.maximumLength / 1024 / 1024) * 10) / 10;
    const problem = this.length > this.maximumLength ? reject('record-too-long', { limit }) : null;
    this.ready.push({ ...row, problem });
    this.row = null;
  }
}

function newRecord(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
