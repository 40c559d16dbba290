import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { extractionLine } from '../../extraction/extraction-file';
import { toDatasetProduct, type DatasetProduct, type StoredDecision } from '../record';
import type { FormatName } from './format-name';
import { formats } from './index';
import { tableColumns, toCells } from './table';

const attribute = {
  key: 'colour',
  nameKo: '색상',
  nameEn: 'Colour',
  type: 'enum',
  unit: null,
  isMultiple: false,
  guideline: '',
  listValues: ['검정', '흰색'],
} as const;

const read = (value: string | number, surface: string, field: 'title' | 'spec', start: number) => ({
  value,
  surface,
  evidence: { field, start, end: start + surface.length },
  confidence: 0.9,
});

function decision(key: string, nameKo: string, part: Partial<StoredDecision>): StoredDecision {
  return {
    id: `id-${key}`,
    attribute: { ...attribute, key, nameKo },
    kind: 'accept',
    mode: 'single',
    values: [],
    absence: null,
    proposed: { values: [], alternatives: [] },
    errorKind: null,
    weight: 1,
    modelVersion: 'base',
    reviewer: 'reviewer-1',
    decidedAt: '2026-11-01T00:00:00.000Z',
    durationMs: 900,
    surface: null,
    evidence: null,
    ...part,
  };
}

const title = '루멘 "블랙" 모니터, a@b.co';
const spec = '=27인치(68cm) / HDMI 2.1\nDP 1.4 / 블랙';

/** One product with every kind of decision. */
const product: DatasetProduct = toDatasetProduct(
  {
    id: 7,
    split: 'train',
    category: { key: 'monitors', nameKo: '모니터', nameEn: 'Monitors' },
    title,
    brand: '@루멘',
    spec,
    description: '',
    decisions: [
      decision('colour', '색상', {
        values: ['검정'],
        proposed: { values: [read('검정', '블랙', 'title', 4)], alternatives: [] },
      }),
      decision('size', '화면크기', {
        kind: 'correct',
        values: [68],
        surface: '68cm',
        evidence: { field: 'spec', start: 6, end: 10 },
        proposed: { values: [read(27, '27인치', 'spec', 1)], alternatives: [] },
      }),
      decision('ports', '단자', {
        kind: 'correct',
        values: ['HDMI 2.1', 'DP 1.4'],
        proposed: { values: [read('HDMI 2.1', 'HDMI 2.1', 'spec', 14)], alternatives: [] },
      }),
      decision('weight', '무게', { kind: 'absent', absence: 'not-stated' }),
      decision('power', '전력', { kind: 'absent', absence: 'conflict' }),
      decision('panel', '패널', {
        kind: 'reject',
        proposed: { values: [read('IPS', '27', 'spec', 1)], alternatives: [] },
      }),
      decision('maker', '제조사', { kind: 'added', values: ['루멘전자'] }),
    ],
  },
  { names: null },
);

function write(name: FormatName, products: readonly DatasetProduct[] = [product]) {
  const writer = formats[name].open();
  let examples = 0;
  const pieces = products.map((each) => {
    const piece = writer.write(each);
    examples += piece.examples;
    return Buffer.from(piece.bytes);
  });
  const bytes = Buffer.concat([...pieces, Buffer.from(writer.finish())]);
  return { bytes, text: bytes.toString('utf8'), examples };
}

function readLines<T>(name: FormatName, schema: z.ZodType<T>): T[] {
  const { text, examples } = write(name);
  expect(text.endsWith('\n')).toBe(true);
  const lines = text.split('\n').slice(0, -1);
  expect(lines).toHaveLength(examples);
  return lines.map((line) => schema.parse(JSON.parse(line)));
}

const message = (role: string) => z.strictObject({ role: z.literal(role), content: z.string() });
const answer = z
  .tuple([message('assistant')])
  .transform(([{ content }]): unknown => JSON.parse(content));
const prompt = z.tuple([message('system'), message('user')]);

const decided = [
  { values: ['검정'], absence: null },
  { values: [68], absence: null },
  { values: ['HDMI 2.1', 'DP 1.4'], absence: null },
  { values: [], absence: 'not-stated' },
  { values: [], absence: 'conflict' },
  { values: [], absence: 'not-stated' },
  { values: ['루멘전자'], absence: null },
];

describe('extraction', () => {
  it('is read by the trainer, with values as written, offsets that fit and absences', () => {
    const [line, ...more] = readLines('extraction', extractionLine);
    expect(more).toEqual([]);
    expect(line!.attributes).toEqual({
      색상: ['블랙'],
      화면크기: ['68cm'],
      단자: ['HDMI 2.1', 'DP 1.4'],
      무게: null,
      패널: null,
    });
    const spans = Object.values(line!.spans ?? {}).flat();
    expect(spans).toHaveLength(4);
    for (const { field, start, end, surface } of spans) {
      expect(line![field].slice(start, end)).toBe(surface);
    }
    expect(line!.title).toBe('루멘 "블랙" 모니터, [email]');
  });
});

describe('chat and prompt-completion', () => {
  it('answer every decision', () => {
    const messages = z.tuple([message('system'), message('user'), message('assistant')]);
    const lines = readLines('chat', z.strictObject({ messages }));
    expect(lines.map(({ messages: [, , last] }) => JSON.parse(last.content))).toEqual(decided);
    const texts = readLines(
      'prompt-completion',
      z.strictObject({ prompt: z.string().min(1), completion: z.string() }),
    );
    expect(texts.map(({ completion }) => JSON.parse(completion))).toEqual(decided);
    expect(texts[0]!.prompt).not.toContain('a@b.co');
  });
});

describe('the weight of an error', () => {
  const weighted = (split: 'train' | 'test'): DatasetProduct => ({
    ...product,
    split,
    decisions: product.decisions.map((each) => ({
      ...each,
      weight: each.kind === 'correct' ? 3 : 1,
    })),
  });

  it('repeats its examples in the training split alone', () => {
    const [once, added] = [product.decisions.length, 2 * 2];
    expect(write('chat', [weighted('train')]).examples).toBe(once + added);
    expect(write('prompt-completion', [weighted('train')]).examples).toBe(once + added);
    expect(write('chat', [weighted('test')]).examples).toBe(once);
    expect(write('preference', [weighted('train')]).examples).toBe(4 + added);
  });

  it('stands in a column of the tables, whose rows stay one a decision', () => {
    const { text, examples } = write('csv', [weighted('train')]);
    expect(examples).toBe(product.decisions.length);
    expect(text.split('\r\n')[0]).toContain('error_kind,weight');
  });
});

describe('preference and kto', () => {
  it('pair the corrected answer with the proposed one', () => {
    const pair = z.strictObject({ prompt, chosen: answer, rejected: answer });
    const pairs = readLines('preference', pair).map(({ chosen, rejected }) => [chosen, rejected]);
    const none = { values: [], absence: 'not-stated' };
    expect(pairs).toEqual([
      [decided[1], { values: [27], absence: null }],
      [decided[2], { values: ['HDMI 2.1'], absence: null }],
      [decided[5], { values: ['IPS'], absence: null }],
      [decided[6], none],
    ]);
  });

  it('label the decided answer true and a corrected proposal false', () => {
    const line = z.strictObject({ prompt, completion: answer, label: z.boolean() });
    const lines = readLines('kto', line);
    expect(lines.filter(({ label }) => label).map(({ completion }) => completion)).toEqual(decided);
    expect(lines.filter(({ label }) => !label)).toHaveLength(4);
  });
});

describe('triples', () => {
  it('are three fields a line, NULL where there is no value', () => {
    const { text, examples } = write('triples');
    const rows = text
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\u0001'));
    expect(rows).toHaveLength(examples);
    expect(rows.every((row) => row.length === 3 && row[0] === product.title)).toBe(true);
    expect(rows.map(([, name, value]) => [name, value])).toEqual([
      ['색상', '블랙'],
      ['화면크기', '68cm'],
      ['단자', 'HDMI 2.1'],
      ['단자', 'DP 1.4'],
      ['무게', 'NULL'],
      ['패널', 'NULL'],
    ]);
  });
});

describe('conll', () => {
  it('tags the tokens of every value and nothing else', () => {
    const { text, examples } = write('conll');
    const sentences = text.split('\n\n').filter((part) => part !== '');
    expect(sentences).toHaveLength(examples);
    const found: Record<string, string[]> = {};
    for (const sentence of sentences) {
      const [id, field, ...lines] = sentence.split('\n');
      expect(id).toBe('# id = 7');
      expect(field).toMatch(/^# field = (title|spec)$/);
      let before = 'O';
      for (const line of lines) {
        const [token, tag] = line.split('\t');
        expect(tag).toMatch(/^(O|[BI]-[a-z]+)$/);
        if (tag!.startsWith('I-')) expect(before.slice(2)).toBe(tag!.slice(2));
        before = tag!;
        if (tag === 'O') continue;
        const values = (found[tag!.slice(2)] ??= []);
        if (tag!.startsWith('B-')) values.push(token!);
        else values.push(`${values.pop()!} ${token!}`);
      }
    }
    expect(found).toEqual({
      colour: ['블랙'],
      size: ['68 cm'],
      ports: ['HDMI 2 . 1', 'DP 1 . 4'],
    });
  });
});

describe('csv', () => {
  it('is read back, with cells defused that a spreadsheet would run', () => {
    const { bytes, examples } = write('csv');
    const rows = z
      .array(z.record(z.string(), z.string()))
      .parse(parse(bytes, { bom: true, columns: true }));
    expect(rows).toHaveLength(examples);
    expect(Object.keys(rows[0]!)).toEqual(tableColumns.map(({ name }) => name));
    expect(rows[0]).toMatchObject({ brand: "'@루멘", spec: `'${spec}`, values: '["검정"]' });
    expect(rows[1]).toMatchObject({ values: '[68]', proposed: '[27]', duration_ms: '900' });
    for (const cell of rows.flatMap((row) => Object.values(row)))
      expect(cell).not.toMatch(/^[=+@-]/);
  });

  it('has its header line even without a row', () => {
    expect(write('csv', []).text).toContain('product_id,category,title');
  });
});

describe('parquet', () => {
  it('is read back row by row, over several row groups', async () => {
    const many = Array.from({ length: 1_500 }, (_, id) => ({ ...product, id }));
    const { bytes, examples } = write('parquet', many);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const rows = await parquetReadObjects({ file });
    expect(rows).toHaveLength(examples);
    expect(examples).toBe(10_500);
    const expected = toCells(many[1_499]!, product.decisions[1]!);
    expect(Object.values(rows[1_499 * 7 + 1]!)).toEqual(expected);
  });

  it('is a readable file even without a row', async () => {
    const { bytes } = write('parquet', []);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    expect(await parquetReadObjects({ file })).toEqual([]);
  });
});

describe('every format', () => {
  it('writes the same bytes again', () => {
    for (const name of Object.keys(formats) as FormatName[]) {
      expect(write(name).bytes.equals(write(name).bytes)).toBe(true);
    }
  });
});
