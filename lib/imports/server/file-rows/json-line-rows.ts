import { maximumRecordBytes, reject, type FileRow } from '../../file-row';

const maximumExcerpt = 200;

/**
 * Rows of a JSON Lines text. A line longer than `maximumLength` UTF-16 units is skipped while it
 * streams past and comes out as a rejected row; so does one that is not a JSON object.
 */
export async function* readJsonLineRows(
  chunks: AsyncIterable<string>,
  maximumLength = maximumRecordBytes,
): AsyncGenerator<FileRow> {
  let rowNumber = 0;
  let pending: string[] = [];
  let pendingLength = 0;
  let excerpt: string | null = null;

  const take = (part: string): void => {
    pendingLength += part.length;
    if (excerpt !== null) return;
    pending.push(part);
    if (pendingLength > maximumLength) {
      excerpt = pending.join('').slice(0, maximumExcerpt);
      pending = [];
    }
  };
  const finish = (): FileRow | null => {
    rowNumber += 1;
    const line = pending.join('');
    const row =
      excerpt === null ? parseLine(line, rowNumber) : overlong(rowNumber, excerpt, maximumLength);
    pending = [];
    pendingLength = 0;
    excerpt = null;
    return row;
  };

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
      take(chunk.slice(start, end));
      start = end + 1;
      const row = finish();
      if (row !== null) yield row;
    }
    if (start < chunk.length) take(chunk.slice(start));
  }
  if (pendingLength > 0) {
    const row = finish();
    if (row !== null) yield row;
  }
}

function overlong(rowNumber: number, excerpt: string, limit: number): FileRow {
  const limitMb = Math.round((limit / 1024 / 1024) * 10) / 10;
  return {
    rowNumber,
    values: {},
    problem: reject('record-too-long', { limit: limitMb }),
    raw: `${excerpt}…`,
  };
}

function parseLine(line: string, rowNumber: number): FileRow | null {
  const text = line.trim();
  if (text === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const broken = line.indexOf('\uFFFD');
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
