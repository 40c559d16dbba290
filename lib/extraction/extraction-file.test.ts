import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractionLine, readAllLines, type ExtractionLine } from './extraction-file';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'avenue-lines-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(directory, name);
  await writeFile(file, content);
  return file;
}

const lines: ExtractionLine[] = ['검정', '하양', null].map((shade, index) => ({
  id: `lamp-${index}`,
  category: '조명',
  title: `아롬 램프 ${index}`,
  text: ['40W', ...(shade ? [shade] : [])].join(' / '),
  description: '',
  attributes: { 색상: shade ? [shade] : null, 전력: ['40W'] },
}));
const text = lines.map((line) => JSON.stringify(line)).join('\n');

describe('readAllLines', () => {
  it('reads plain and compressed lines alike and passes over empty ones', async () => {
    const plain = await fileOf('plain.jsonl', `${text}\n\n`);
    const packed = await fileOf('packed.jsonl.gz', gzipSync(text));
    expect(await readAllLines(plain, extractionLine)).toEqual(lines);
    expect(await readAllLines(packed, extractionLine)).toEqual(lines);
  });

  it.each([
    ['no JSON', 'not json'],
    ['a wrong shape', '{"id":"a","category":"조명","title":1,"attributes":{}}'],
  ])('names file and number of a line with %s', async (_, bad) => {
    const file = await fileOf('bad.jsonl', `${text}\n${bad}\n`);
    await expect(readAllLines(file, extractionLine)).rejects.toMatchObject({
      reason: 'training.bad-line',
      params: { file, line: 4 },
    });
  });

  it('tells a missing file and a broken archive from a bad line', async () => {
    const broken = await fileOf('broken.jsonl.gz', gzipSync(text).subarray(0, 40));
    for (const file of [path.join(directory, 'none.jsonl'), broken]) {
      await expect(readAllLines(file, extractionLine)).rejects.toMatchObject({
        reason: 'training.unreadable-file',
      });
    }
  });
});
