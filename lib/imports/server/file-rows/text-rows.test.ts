import { describe, expect, it } from 'vitest';
import type { TextEncoding } from '../../file-format';
import type { FileRow } from '../../file-row';
import { decodeText } from './byte-source';
import { readDelimitedRows } from './delimited-rows';
import { readJsonLineRows } from './json-line-rows';

async function* bytesOf(content: string | Uint8Array, chunkLength = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += chunkLength) yield bytes.subarray(at, at + chunkLength);
}

async function collect(rows: AsyncIterable<FileRow>): Promise<FileRow[]> {
  const all: FileRow[] = [];
  for await (const row of rows) all.push({ ...row, values: { ...row.values } });
  return all;
}

const csv = (content: string | Uint8Array, delimiter: ',' | '\t' = ',') =>
  collect(readDelimitedRows(bytesOf(content), delimiter));
const jsonLines = (content: string | Uint8Array, maximumLength?: number) =>
  collect(readJsonLineRows(decodeText(bytesOf(content), 'utf-8'), maximumLength));

describe('delimited rows', () => {
  it('binds cells to columns and numbers rows as a spreadsheet does', async () => {
    const rows = await csv('\uFEFFid,title\r\n1,"두 줄\r\n제목"\r\n\r\n2,끝\r\n');
    expect(rows).toEqual([
      { rowNumber: 2, values: { id: '1', title: '두 줄\r\n제목' }, problem: null },
      { rowNumber: 4, values: { id: '2', title: '끝' }, problem: null },
    ]);
  });

  it('reads CP949 and both UTF-16 after decoding', async () => {
    const utf16 = Buffer.from('\uFEFF상품명,가격\n모니터,1000\n', 'utf16le');
    const cp949 = Buffer.from('bbf3c7b0b8ed2cb0a1b0dd0ab8f0b4cfc5cd2c313030300a', 'hex');
    const files: readonly (readonly [Uint8Array, TextEncoding])[] = [
      [cp949, 'euc-kr'],
      [utf16, 'utf-16le'],
      [Buffer.from(utf16).swap16(), 'utf-16be'],
    ];
    for (const [bytes, encoding] of files) {
      const [row] = await collect(readDelimitedRows(decodeText(bytesOf(bytes), encoding), ','));
      expect(row?.values).toEqual({ 상품명: '모니터', 가격: '1000' });
    }
  });

  it('keeps an inch sign in a cell that is not quoted', async () => {
    const [row] = await csv('id\ttitle\n1\t27" 모니터\n', '\t');
    expect(row?.values).toEqual({ id: '1', title: '27" 모니터' });
  });

  it('marks rows of another width and goes on', async () => {
    const rows = await csv('a,b\n1\n1,2,3\n1,2,,\n1,2\n');
    expect(rows.map(({ rowNumber, problem }) => [rowNumber, problem?.code ?? null])).toEqual([
      [2, 'too-few-cells'],
      [3, 'too-many-cells'],
      [4, null],
      [5, null],
    ]);
    expect(rows[1]?.raw).toBe('["1","2","3"]');
  });

  it('passes over rows without content and finds the header below them', async () => {
    const rows = await csv('\n,,\nid,title\n,\n1,a\n');
    expect(rows).toEqual([{ rowNumber: 5, values: { id: '1', title: 'a' }, problem: null }]);
  });

  it('names columns apart that the file does not', async () => {
    const [row] = await csv('가격,가격,,__proto__\n1,2,3,4\n');
    expect(Object.entries(row?.values ?? {})).toEqual([
      ['가격', '1'],
      ['가격 (2)', '2'],
      ['column 3', '3'],
      ['__proto__', '4'],
    ]);
  });

  it('leaves a sign where a byte was broken', async () => {
    const broken = Buffer.concat([
      Buffer.from('id,title\n1,모'),
      Buffer.from([0xff]),
      Buffer.from('터\n'),
    ]);
    expect((await csv(broken))[0]?.values.title).toBe('모\uFFFD터');
  });

  it('stops with the row number at a quote that stays open', async () => {
    await expect(csv('id,title\n1,a\n2,"b\n3,c\n')).rejects.toMatchObject({
      reason: 'imports.errors.quote-not-closed',
      params: { row: 3 },
    });
  });

  it('stops with the row number at a record beyond the limit, having taken the rows before', async () => {
    const taken: number[] = [];
    const endless = async function* (): AsyncGenerator<string> {
      yield 'id,title\n1,a\n2,';
      for (;;) yield 'x'.repeat(4_096);
    };
    const read = async (): Promise<void> => {
      for await (const { rowNumber } of readDelimitedRows(endless(), ',', 100_000)) {
        taken.push(rowNumber);
      }
    };
    await expect(read()).rejects.toMatchObject({
      reason: 'imports.errors.record-too-long',
      params: { row: 3 },
    });
    expect(taken).toEqual([2]);
  });

  it('refuses a file with thousands of columns', async () => {
    await expect(csv(`${'a,'.repeat(2_500)}b\n1\n`)).rejects.toMatchObject({
      reason: 'imports.errors.too-many-columns',
    });
  });

  it('hands on what breaks the source, and closes the source when the reader leaves', async () => {
    const failing = async function* (): AsyncGenerator<string> {
      yield 'id\n1\n';
      throw new Error('disk gone');
    };
    await expect(collect(readDelimitedRows(failing(), ','))).rejects.toThrow('disk gone');
    let isClosed = false;
    const endless = async function* (): AsyncGenerator<string> {
      try {
        yield 'id\n';
        for (;;) yield '1\n'.repeat(50_000);
      } finally {
        isClosed = true;
      }
    };
    for await (const row of readDelimitedRows(endless(), ',')) {
      if (row.rowNumber > 10) break;
    }
    expect(isClosed).toBe(true);
  });
});

describe('JSON Lines', () => {
  it('reads objects, numbers lines and passes over blank ones', async () => {
    expect(await jsonLines('\uFEFF{"id":1,"이름":"가"}\r\n\n{"id":2}')).toEqual([
      { rowNumber: 1, values: { id: 1, 이름: '가' }, problem: null },
      { rowNumber: 3, values: { id: 2 }, problem: null },
    ]);
  });

  it('rejects lines that are no object and goes on', async () => {
    const rows = await jsonLines('{"id":1\n[1]\nnull\n"a"\n{"id":2}\n');
    expect(rows.map(({ rowNumber, problem }) => [rowNumber, problem?.code ?? null])).toEqual([
      [1, 'invalid-json'],
      [2, 'not-an-object'],
      [3, 'not-an-object'],
      [4, 'not-an-object'],
      [5, null],
    ]);
    expect(rows[0]?.raw).toBe('{"id":1');
  });

  it('rejects a line beyond the limit without holding it, and reads the next', async () => {
    let longest = 0;
    const chunks = async function* (): AsyncGenerator<string> {
      yield '{"id":1}\n{"id":"';
      for (let count = 0; count < 20_000; count += 1) {
        if (count % 2_000 === 0) longest = Math.max(longest, process.memoryUsage().heapUsed);
        yield 'x'.repeat(10_000);
      }
      yield '"}\n{"id":3}\n';
    };
    const before = process.memoryUsage().heapUsed;
    const rows = await collect(readJsonLineRows(chunks(), 1_000_000));
    expect(rows.map(({ rowNumber, problem }) => [rowNumber, problem?.code ?? null])).toEqual([
      [1, null],
      [2, 'record-too-long'],
      [3, null],
    ]);
    expect(rows[1]?.raw?.length).toBeLessThan(300);
    // 200 MB went past.
    expect(longest - before).toBeLessThan(100_000_000);
  });

  it('says where a broken byte stands when it breaks the JSON too', async () => {
    const line = Buffer.concat([Buffer.from('{"id": '), Buffer.from([0xff]), Buffer.from('}\n')]);
    expect((await jsonLines(line))[0]?.problem).toEqual({
      code: 'broken-encoding',
      params: { column: '-', position: 8 },
    });
  });
});
