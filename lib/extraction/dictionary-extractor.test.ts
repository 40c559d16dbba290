import { describe, expect, it } from 'vitest';
import { attributeDefinition, type AttributeDefinition } from '../values/contract';
import type { Extraction } from './contract';
import { createDictionaryExtractor, type KnownSpellings } from './dictionary-extractor';

const define = (definition: Partial<AttributeDefinition> & { key: string; nameKo: string }) =>
  attributeDefinition.parse({ nameEn: definition.key, type: 'text', ...definition });

const panel = define({
  key: 'panel',
  nameKo: '패널',
  type: 'enum',
  values: [
    { value: 'IPS', nameEn: null, synonyms: ['Fast IPS', '광시야각'] },
    { value: 'VA', nameEn: null, synonyms: [] },
  ],
});
const colour = define({
  key: 'colour',
  nameKo: '색상',
  type: 'enum',
  values: [
    { value: '블랙', nameEn: 'Black', synonyms: [] },
    { value: '화이트', nameEn: 'White', synonyms: [] },
  ],
});
const size = define({
  key: 'size',
  nameKo: '화면크기',
  type: 'number',
  unit: 'cm',
  minimum: 20,
  maximum: 300,
  examples: ['27인치(68cm)'],
});
const width = define({ key: 'width', nameKo: '가로', type: 'number', unit: 'cm', maximum: 300 });
const rate = define({ key: 'rate', nameKo: '주사율', type: 'number', unit: 'Hz' });
const ports = define({
  key: 'ports',
  nameKo: '단자',
  type: 'enum',
  isMultiple: true,
  values: ['HDMI 2.1', 'DP 1.4', 'USB-C'].map((value) => ({ value, nameEn: null, synonyms: [] })),
});
const bluetooth = define({ key: 'bluetooth', nameKo: '블루투스', type: 'boolean' });

const texts = { title: '', spec: '', description: '' };

async function ask(
  spec: Partial<typeof texts> | string,
  attributes: readonly AttributeDefinition[],
  known?: KnownSpellings,
): Promise<readonly Extraction[]> {
  const own = typeof spec === 'string' ? { spec } : spec;
  const category = { key: 'monitor', nameKo: '모니터', nameEn: 'Monitor' };
  const [answers] = await createDictionaryExtractor(known).extract([
    { category, attributes, ...texts, ...own },
  ]);
  return answers ?? [];
}
const surfaces = (extraction: Extraction | undefined): readonly string[] =>
  extraction?.spans.map(({ surface }) => surface) ?? [];

describe('the dictionary finds', () => {
  it('listed values and their synonyms, the longest where they nest, with exact offsets', async () => {
    const spec = '27인치 / Fast IPS / 무광 블랙';
    const answers = await ask(spec, [panel, colour]);
    expect(answers.map(surfaces)).toEqual([['Fast IPS'], ['블랙']]);
    for (const { spans } of answers) {
      const { evidence, surface } = spans[0]!;
      expect(spec.slice(evidence!.start, evidence!.end)).toBe(surface);
    }
  });

  it('values with other spacing and case', async () => {
    const [answer] = await ask('FASTIPS / 180hz', [panel]);
    expect(surfaces(answer)).toEqual(['FASTIPS']);
  });

  it('quantities in any unit of the attribute’s kind', async () => {
    const answers = await ask('27인치(68cm) / 180Hz', [size, rate]);
    expect(answers.map(surfaces)).toEqual([['27인치(68cm)'], ['180Hz']]);
  });

  it('what stands behind the attribute’s own name, and up to the next name', async () => {
    const answers = await ask('색상: 화이트, 패널: VA, 가로: 61cm', [panel, colour, width]);
    expect(answers.map(surfaces)).toEqual([['VA'], ['화이트'], ['61cm']]);
    expect(answers.every(({ confidence }) => confidence >= 0.9)).toBe(true);
  });

  it('several values where the attribute takes several', async () => {
    const [answer] = await ask('[단자정보] HDMI 2.1 / DP 1.4', [ports]);
    expect(surfaces(answer)).toEqual(['HDMI 2.1', 'DP 1.4']);
  });

  it('a yes by the name of the attribute, and a no that follows it', async () => {
    expect(surfaces((await ask('무선 / 블루투스 / 접이식', [bluetooth]))[0])).toEqual(['블루투스']);
    expect(surfaces((await ask('블루투스 미지원', [bluetooth]))[0])).toEqual(['블루투스 미지원']);
  });

  it('spellings that the catalogue holds', async () => {
    const series = define({ key: 'series', nameKo: '시리즈' });
    const known = new Map([['monitor', new Map([['series', ['누리빛']]])]]);
    const [answer] = await ask({ title: '온새 누리빛 27' }, [series], known);
    expect(answer?.spans[0]).toMatchObject({
      surface: '누리빛',
      evidence: { field: 'title', start: 3, end: 6 },
    });
  });
});

describe('the dictionary leaves alone', () => {
  it.each([
    ['a value inside a longer word', '블랙박스 / 올블랙홀', colour],
    ['a number inside a longer number', '1180Hz60', rate],
    ['a value that stands behind another attribute’s name', '패널: 블랙', colour],
    ['a text without any known value', '사은품 증정', panel],
  ])('%s', async (_what, spec, attribute) => {
    const answers = await ask(spec, [attribute, panel]);
    expect(surfaces(answers[0])).toEqual([]);
  });

  it('a bare quantity that several attributes could claim, and says so by low confidence', async () => {
    const [answer] = await ask('두께 옵션 61cm', [
      width,
      size,
      define({ ...width, key: 'depth', nameKo: '깊이' }),
    ]);
    expect(surfaces(answer)).toEqual([]);
    expect(answer?.alternatives.map(({ surface }) => surface)).toEqual(['61cm']);
    expect(answer?.confidence).toBeLessThan(0.6);
  });
});

describe('the dictionary doubts', () => {
  it('a single-valued attribute with two values, and offers the other one', async () => {
    const [sure] = await ask('IPS', [panel]);
    const [torn] = await ask('IPS / VA', [panel]);
    expect(torn!.confidence).toBeLessThan(sure!.confidence);
    expect(torn?.alternatives.map(({ surface }) => surface)).toEqual(['VA']);
  });

  it('an amount outside of the range', async () => {
    const [inside] = await ask('화면 68cm', [size]);
    const [outside] = await ask('화면 680cm', [size]);
    expect(outside!.confidence).toBeLessThan(inside!.confidence);
  });
});

it('answers in order, one answer for each attribute of each input', async () => {
  const category = { key: 'monitor', nameKo: '모니터', nameEn: 'Monitor' };
  const answers = await createDictionaryExtractor().extract([
    { category, ...texts, spec: 'VA', attributes: [colour, panel] },
    { category, ...texts, attributes: [] },
  ]);
  expect(answers.map((own) => own.map(({ attributeKey }) => attributeKey))).toEqual([
    ['colour', 'panel'],
    [],
  ]);
});

it('stops when it is told to', async () => {
  const category = { key: 'monitor', nameKo: '모니터', nameEn: 'Monitor' };
  const inputs = [{ category, ...texts, attributes: [panel] }];
  const extraction = createDictionaryExtractor().extract(inputs, AbortSignal.abort());
  await expect(extraction).rejects.toThrow(/abort/i);
});
