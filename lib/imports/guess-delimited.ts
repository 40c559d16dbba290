import { countKnownFields } from './column-mapping';
import type { Delimiter, Quoting } from './file-format';
import { RecordSplitter } from './record-splitter';

const delimiters: readonly Delimiter[] = [',', '\t', ';', '|'];
const sampleLength = 65_536;
const sampleRecords = 40;

/** How a delimited text is cut, from its first records. */
export function guessDelimited(text: string): {
  readonly delimiter: Delimiter;
  readonly quoting: Quoting;
} {
  const sample = text.replace(/^\uFEFF/, '').slice(0, sampleLength);
  const told = /^sep=([,\t;|])\s*[\r\n]/i.exec(sample)?.[1] as Delimiter | undefined;
  const delimiter = told ?? guessDelimiter(sample);
  return { delimiter, quoting: delimiter === '\t' ? guessQuoting(sample) : 'double' };
}

/** The delimiter that uncovers known columns and cuts most records into the same number of cells. */
export function guessDelimiter(text: string): Delimiter {
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const score = scoreDelimiter(text, delimiter);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function scoreDelimiter(text: string, delimiter: Delimiter): number {
  const records = readSample(text, delimiter);
  const counts = new Map<number, number>();
  let known = 0;
  for (const cells of records) {
    if (cells.length > 1) known = Math.max(known, countKnownFields(cells));
    counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  let commonest = 1;
  for (const [width, count] of counts) {
    if (width > 1 && (commonest === 1 || count > counts.get(commonest)!)) commonest = width;
  }
  if (commonest === 1) return 0;
  return known * 1_000 + (counts.get(commonest)! / records.length) * 1_000 + commonest;
}

function readSample(text: string, delimiter: Delimiter): (readonly string[])[] {
  const splitter = new RecordSplitter(delimiter, 'double', sampleLength);
  const records: (readonly string[])[] = [];
  const take = (cells: readonly string[]): void => {
    if (cells.some((cell) => cell.trim() !== '')) records.push(cells);
  };
  for (const { cells } of splitter.push(text)) {
    take(cells);
    if (records.length >= sampleRecords) return records;
  }
  // The last record is cut where the sample ends, so it counts only when nothing else does.
  if (text.length < sampleLength || records.length === 0) {
    for (const { cells } of splitter.finish()) take(cells);
  }
  return records;
}

/** A tab-separated text wraps cells in quotes only if every quote that opens a cell closes one too. */
function guessQuoting(text: string): Quoting {
  const opened = text.match(/(?<=^|[\t\r\n])"/g)?.length ?? 0;
  if (opened === 0) return 'double';
  const wrapped = text.match(/(?<=^|[\t\r\n])"(?:[^"]|"")*"(?=[\t\r\n]|$)/g)?.length ?? 0;
  return wrapped >= opened || (text.length >= sampleLength && wrapped === opened - 1)
    ? 'double'
    : 'none';
}
