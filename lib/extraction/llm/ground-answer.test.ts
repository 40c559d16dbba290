import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeDefinition } from '../../values/contract';
import { createGrounding } from './ground-answer';

const attribute = (given: Record<string, unknown>) =>
  attributeDefinition.parse({ nameKo: '이름', nameEn: 'Name', type: 'text', ...given });

const panel = attribute({
  key: 'panel',
  nameKo: '패널',
  nameEn: 'Panel',
  type: 'enum',
  values: [{ value: 'IPS', synonyms: ['아이피에스'] }, { value: 'VA' }],
});
const size = attribute({
  key: 'screen-size',
  nameKo: '화면크기',
  nameEn: 'Screen size',
  type: 'number',
  unit: 'cm',
});
const weight = attribute({
  key: 'weight',
  nameKo: '무게',
  nameEn: 'Weight',
  type: 'number',
  unit: 'kg',
});
const colour = attribute({ key: 'colour', nameKo: '색상', nameEn: 'Colour' });
const frame = attribute({ key: 'frame', nameKo: '프레임 색상', nameEn: 'Frame colour' });
const hdr = attribute({ key: 'hdr', nameKo: 'HDR', nameEn: 'HDR', type: 'boolean' });
const attributes = [panel, size, weight, colour, frame, hdr];

function ground(
  surface: string,
  of: (typeof attributes)[number],
  texts: { readonly title?: string; readonly spec?: string; readonly description?: string },
) {
  const input = { title: '', spec: '', description: '', ...texts };
  const category = { key: 'monitor', nameKo: '모니터', nameEn: 'Monitor' };
  const found = createGrounding({ category, attributes, ...input })(surface, of);
  if (found === null) return null;
  const { field, start, end } = found.evidence;
  if (field === 'review') throw new Error('reviews are not read');
  expect(input[field].slice(start, end)).toBe(found.surface);
  return `${field}@${start} ${found.surface}${found.isSure ? '' : ' ?'}`;
}

describe('an answered surface form', () => {
  it('is found as it stands', () => {
    expect(ground('블랙', colour, { title: '온새 블랙 모니터' })).toBe('title@3 블랙');
  });

  it.each([
    ['hdmi2.1', 'HDMI 2.1'],
    ['HDMI  2.1', 'ＨＤＭＩ ２．１'],
    ['1920X1080', '1,920 × 1,080'],
    ['3㎏', '3 kg'],
    ['블랙', '블랙'.normalize('NFD')],
  ])('%j is found as %j', (surface, text) => {
    expect(ground(surface, colour, { spec: `가 / ${text} / 나` })).toBe(`spec@4 ${text}`);
  });

  it.each([
    ['27', '270'],
    ['27', '127'],
    ['27', '27.5'],
    ['7.5', '27.5'],
    ['VA', 'VAIO'],
    ['블랙', '화이트'],
    ['', '블랙'],
  ])('%j is not found in %j', (surface, text) => {
    expect(ground(surface, colour, { spec: text })).toBeNull();
  });

  it('is found by another spelling of its list value, less surely', () => {
    expect(ground('IPS', panel, { spec: '광시야각 아이피에스' })).toBe('spec@5 아이피에스 ?');
  });

  it('is taken from the place that names the attribute', () => {
    const spec = '블랙 프레임 / 프레임 색상: 블랙 / 색상: 블랙';
    expect(ground('블랙', frame, { spec })).toBe('spec@17 블랙');
    expect(ground('블랙', colour, { spec })).toBe('spec@26 블랙');
  });

  it('is taken from the spec before the title where nothing else decides', () => {
    expect(ground('블랙', colour, { title: '블랙', spec: '블랙' })).toBe('spec@0 블랙');
  });

  it('is doubted where the listing gives the place to another attribute', () => {
    expect(ground('블랙', colour, { spec: '프레임 색상: 블랙' })).toBe('spec@8 블랙 ?');
  });
});

describe('an answered number', () => {
  it.each([
    ['68.6cm', '27인치', '27인치'],
    ['68.58 cm', '27 inch', '27 inch'],
    ['27', '27인치', '27'],
    ['27 inches', '27인치', '27인치'],
    ['68.6', '68.6 ㎝', '68.6'],
    ['68.6', '686mm', '686mm'],
  ])('%j is found in %j as %j', (surface, text, found) => {
    expect(ground(surface, size, { spec: `모니터 / ${text} / 화이트` })).toMatch(
      new RegExp(`^spec@6 ${found}`),
    );
  });

  it('is found with thousands and multipliers', () => {
    expect(ground('1200g', weight, { spec: '1.2 kg' })).toBe('spec@0 1.2 kg ?');
    expect(ground('1.2kg', weight, { spec: '1,200g' })).toBe('spec@0 1,200g ?');
  });

  it('is not found in an amount of another kind, nor in a bare number that nothing names', () => {
    expect(ground('3kg', weight, { spec: '3cm / 3개 / 모델 3' })).toBeNull();
    expect(ground('3kg', weight, { spec: '수량: 3 / 무게: 3' })).toBe('spec@12 3 ?');
  });
});

describe('an answered truth value', () => {
  it.each([
    ['true', '주사율 / HDR 지원 / DP', 'spec@6 HDR 지원 ?'],
    ['지원', '피벗 지원 / HDR: 지원', 'spec@8 HDR: 지원 ?'],
    ['false', 'HDR 미지원', 'spec@0 HDR 미지원 ?'],
    ['HDR 지원', 'HDR 지원', 'spec@0 HDR 지원'],
  ])('%j of %j is found as %s', (surface, spec, found) => {
    expect(ground(surface, hdr, { spec })).toBe(found);
  });

  it('is not found where the text says the contrary or nothing', () => {
    expect(ground('true', hdr, { spec: 'HDR 미지원' })).toBeNull();
    expect(ground('true', hdr, { spec: '피벗 지원' })).toBeNull();
  });
});

describe('grounding', () => {
  it('always gives a span of the text, whatever the texts and answers are', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 });
    fc.assert(
      fc.property(text, text, fc.constantFrom(...attributes), (spec, surface, of) => {
        ground(surface, of, { spec: `${spec} ${surface} ${spec}` });
      }),
    );
  });

  it('finds every part of a text that spaces border', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(word, word, (before, surface) => {
        const isText = surface.trim() === surface;
        fc.pre(isText && !/^\p{M}/u.test(surface));
        expect(ground(surface, colour, { spec: `${before} ${surface} ${before}` })).not.toBeNull();
      }),
    );
  });
});
