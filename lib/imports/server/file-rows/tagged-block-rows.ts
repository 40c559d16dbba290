import { maximumRecordBytes, reject, type FileRow } from '../../file-row';

/**
 * Rows of the older price comparison format: `<<<begin>>>`, lines of `<<<name>>>value`, and
 * `<<<ftend>>>`. A row has the number of the line that its block begins in.
 */
export async function* readTaggedBlockRows(
  chunks: AsyncIterable<string>,
  maximumLength = maximumRecordBytes,
): AsyncGenerator<FileRow> {
  let block: Block | null = null;
  let lineNumber = 0;
  for await (const line of readLines(chunks, maximumLength)) {
    lineNumber += 1;
    const [, name, rest = ''] = /^\s*<<<(\w+)>>>(.*)$/s.exec(line) ?? [];
    if (name === undefined) {
      block?.append(line);
    } else if (name === 'begin' || name === 'ftend') {
      if (block !== null) yield block.finish();
      block = name === 'begin' ? new Block(lineNumber, maximumLength) : null;
    } else {
      block?.start(name, rest);
    }
  }
  if (block !== null) yield block.finish();
}

class Block {
  private readonly values: Record<string, string> = Object.create(null) as Record<string, string>;
  private name: string | null = null;
  private length = 0;

  constructor(
    private readonly rowNumber: number,
    private readonly maximumLength: number,
  ) {}

  start(name: string, value: string): void {
    this.name = name;
    this.add(name, value);
  }

  /** A value may go over several lines. */
  append(line: string): void {
    if (this.name !== null) this.add(this.name, `${this.values[this.name] ?? ''}\n${line}`);
  }

  private add(name: string, value: string): void {
    this.length += value.length;
    if (this.length <= this.maximumLength) this.values[name] = value;
  }

  finish(): FileRow {
    const { rowNumber, values } = this;
    for (const [name, value] of Object.entries(values)) values[name] = value.trim();
    if (this.length <= this.maximumLength) return { rowNumber, values, problem: null };
    const limit = Math.round((this.maximumLength / 1024 / 1024) * 10) / 10;
    return { rowNumber, values, problem: reject('record-too-long', { limit }) };
  }
}

/** Lines that end in LF, CR or CRLF; the part of a line beyond the limit is dropped. */
async function* readLines(
  chunks: AsyncIterable<string>,
  maximumLength: number,
): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    if (rest.length > maximumLength) rest = rest.slice(0, maximumLength + 1);
    yield* lines;
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}
