import { describe, expect, it } from 'vitest';
import { attributeDefinition, type AttributeDefinition } from '../values/contract';
import type { ProposalBody } from './contract';
import { needsReview } from './propose';
import { weighSilences } from './weigh-silence';

const define = (fields: object): AttributeDefinition =>
  attributeDefinition.parse({ key: 'a', nameKo: '주사율', nameEn: 'Refresh rate', ...fields });
const rate = define({ type: 'number', unit: 'Hz' });
const inches = define({ nameKo: '화면크기', nameEn: 'Screen size', type: 'number', unit: 'inch' });
const silent: ProposalBody = { values: [], alternatives: [], confidence: 0.99, flags: [] };
/** Says enough that its silence means something. */
const rich = {
  title: '오로라 게이밍 모니터 27형',
  spec: '패널: IPS / 밝기: 350cd / 명암비: 1,000:1 / 응답속도: 1ms / 스탠드: 피벗',
  description: '',
  imageCount: 0,
};
const weigh = (
  attribute: AttributeDefinition,
  texts: Partial<typeof rich>,
  body: ProposalBody = silent,
): ProposalBody => weighSilences([{ attribute, body }], { ...rich, ...texts })[0]!.body;

describe('where an extractor found nothing', () => {
  it('proposes what the text states by name, as a guess with its evidence', () => {
    const spec = `${rich.spec} / 주사율: 144Hz`;
    const body = weigh(rate, { spec });
    expect(body.values).toMatchObject([
      { surface: '144Hz', value: 144, evidence: { field: 'spec', end: spec.length } },
    ]);
    expect(spec.slice(body.values[0]!.evidence!.start)).toBe('144Hz');
    expect(needsReview(body, null, true)).toBe(true);
  });

  it('offers a second statement beside the first', () => {
    const body = weigh(rate, { spec: `${rich.spec} / 주사율: 144Hz / Refresh rate: 165 Hz` });
    expect(body.values.map(({ value }) => value)).toEqual([144]);
    expect(body.alternatives.map(({ value }) => value)).toEqual([165]);
  });

  it.each([
    ['상품 85" QLED TV', '85-inch / 120Hz / 4K'],
    ['85형 TV 85인치', '크기 85 inch'],
  ])('makes one proposal of the equal amounts of title “%s” and spec “%s”', (title, spec) => {
    expect(weigh(inches, { title, spec }).values).toMatchObject([{ value: 85 }]);
  });

  it('proposes no amount that texts state differently, or that could be another attribute’s', () => {
    expect(weigh(inches, { title: '85" TV', spec: `75-inch / ${rich.spec}` }).values).toEqual([]);
    const texts = { ...rich, title: '상품 85" TV', spec: `85-inch / ${rich.spec}` };
    const width = define({ nameKo: '너비', nameEn: 'Width', type: 'number', unit: 'cm' });
    const bodies = weighSilences(
      [inches, width].map((attribute) => ({ attribute, body: silent })),
      texts,
    );
    expect(bodies.map(({ body }) => body.values)).toEqual([[], []]);
  });

  it('promotes the runner-up with evidence where the silence is doubted, and only there', () => {
    const evidence = { field: 'title', start: 0, end: 3 } as const;
    const other = { surface: '오로라', value: 60, evidence, confidence: 0.02 };
    const body = { ...silent, alternatives: [other] };
    expect(weigh({ ...rate, isRequired: true }, {}, body).values).toMatchObject([{ value: 60 }]);
    expect(weigh(rate, {}, body)).toEqual(body);
  });

  it('is sure of it only where the text is rich and does not name the attribute', () => {
    expect(weigh(rate, {})).toEqual(silent);
    const named = weigh(rate, { description: '주사율은 직접 확인하세요' });
    expect(named).toMatchObject({ values: [], flags: ['named-in-text'], confidence: 0.5 });
    expect(needsReview(named, null, true)).toBe(true);
  });

  it.each([
    ['only pictures', { spec: '', description: 'https://img.example/1.jpg', imageCount: 2 }],
    ['nearly no text', { title: '새 상품', spec: '', description: '' }],
    ['only words that point to pictures', { spec: '재질: 상세페이지 참조', imageCount: 1 }],
    ['this attribute pointed to a picture', { spec: `${rich.spec} / 주사율: 상세페이지 참조` }],
  ])('never takes silence for absence in a listing with %s', (_what, texts) => {
    expect(weigh(rate, texts)).toMatchObject({
      values: [],
      flags: ['unread-source'],
      confidence: 0.5,
    });
  });

  it('is not sure of a required value that is missing', () => {
    const missing = { ...silent, flags: ['required-missing' as const] };
    expect(weigh({ ...rate, isRequired: true }, {}, missing).confidence).toBe(0.5);
  });
});

describe('where an extractor found something', () => {
  const found = (value: number | null): ProposalBody => ({
    ...silent,
    values: [{ surface: '144', value, evidence: null, confidence: 0.99 }],
  });

  it('is not sure of what could not be read', () => {
    expect(weigh(rate, {}, found(null)).confidence).toBe(0.5);
    expect(weigh(rate, {}, found(144)).confidence).toBe(0.99);
  });

  it('offers what the text states by name beside it', () => {
    const body = weigh(rate, { spec: `${rich.spec} / 주사율: 165Hz` }, found(144));
    expect(body.alternatives).toMatchObject([{ value: 165, surface: '165Hz' }]);
  });
});
