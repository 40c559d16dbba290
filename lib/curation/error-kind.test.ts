import { describe, expect, it } from 'vitest';
import { attributeDefinition, type AttributeDefinition } from '../values/contract';
import type { ProposalBody, ProposedValue } from '../proposals/contract';
import { diagnoseError, type DecidedRow } from './error-kind';

const texts = {
  title: '루미나 27인치 모니터 블랙',
  spec: '화면크기: 27인치(68.6cm) / 해상도: QHD / 소비전력: 20W / 재질: 유광 블랙 알루미늄',
  description: '무게 1,200g',
  reviews: new Map([[7, '화면이 밝아요']]),
};

const size = attributeDefinition.parse({
  key: 'size',
  nameKo: '화면크기',
  nameEn: 'Size',
  type: 'number',
  unit: 'cm',
});
const weight = attributeDefinition.parse({ ...size, key: 'weight', unit: 'kg' });
const colour = attributeDefinition.parse({
  key: 'colour',
  nameKo: '색상',
  nameEn: 'Colour',
  type: 'enum',
  values: [
    { value: '검정', nameEn: 'Black', synonyms: ['블랙'] },
    { value: '흰색', nameEn: 'White' },
  ],
});
const material = attributeDefinition.parse({
  key: 'material',
  nameKo: '재질',
  nameEn: 'Material',
  type: 'text',
});
const ports = attributeDefinition.parse({ ...material, key: 'ports', isMultiple: true });

function read(surface: string, value: ProposedValue['value']): ProposedValue {
  const start = texts.spec.indexOf(surface);
  const evidence =
    start < 0 ? null : { field: 'spec' as const, start, end: start + surface.length };
  return { surface, value, evidence, confidence: 0.9 };
}

function diagnose(
  attribute: AttributeDefinition,
  values: readonly ProposedValue[],
  decision: Partial<DecidedRow['decision']>,
  change: Partial<DecidedRow> & { readonly flags?: ProposalBody['flags'] } = {},
) {
  return diagnoseError({
    attribute,
    proposal: { values: [...values], alternatives: [], confidence: 0.9, flags: change.flags ?? [] },
    decision: {
      kind: 'correct',
      absence: null,
      values: [],
      surface: null,
      evidence: null,
      ...decision,
    },
    texts,
    neighbours: [],
    isStale: false,
    ...change,
  });
}

describe('diagnoseError', () => {
  it('finds nothing wrong with an acceptance, an undo, or an absence that was proposed', () => {
    const proposed = [read('27인치', 68.58)];
    expect(diagnose(size, proposed, { kind: 'accept', values: [68.58] })).toBeNull();
    expect(diagnose(size, proposed, { kind: 'undo' })).toBeNull();
    expect(diagnose(size, [], { kind: 'absent', absence: 'not-stated' })).toBeNull();
  });

  it('names a number that was read in another unit', () => {
    expect(diagnose(size, [read('27인치', 27)], { values: [68.58] })).toBe('unit');
    const grams = { surface: '1,200g', value: 1200, evidence: null, confidence: 1 };
    expect(diagnose(weight, [grams], { values: [1.2] })).toBe('unit');
  });

  it('names a span that is too long or too short', () => {
    const long = [read('유광 블랙 알루미늄', '유광 블랙 알루미늄')];
    expect(diagnose(material, long, { values: ['알루미늄'] })).toBe('span-too-long');
    const short = [read('알루미늄', '알루미늄')];
    expect(diagnose(material, short, { values: ['유광 블랙 알루미늄'] })).toBe('span-too-short');
    const start = texts.spec.indexOf('블랙');
    const evidence = { field: 'spec', start, end: start + 2 } as const;
    expect(diagnose(material, long, { values: ['검은색'], surface: '블랙', evidence })).toBe(
      'span-too-long',
    );
  });

  it('names the right place that was misread, and the list that lacks its spelling', () => {
    const start = texts.spec.indexOf('27인치');
    const evidence = { field: 'spec', start, end: start + 4 } as const;
    expect(diagnose(size, [read('27인치', 30)], { values: [70], evidence })).toBe('normalisation');
    const unread = [read('유광 블랙 알루미늄', null)];
    expect(diagnose(colour, unread, { values: ['흰색'] }, { flags: ['not-in-list'] })).toBe(
      'value-list',
    );
  });

  it('names what stands nowhere in the text, and what belongs to another attribute', () => {
    const invented = [read('OLED', 'OLED')];
    expect(diagnose(material, invented, { values: ['알루미늄'] })).toBe('hallucination');
    expect(diagnose(material, invented, { kind: 'reject' })).toBe('hallucination');
    const [power] = [read('20W', '20W')];
    const neighbours = [power.evidence!];
    expect(diagnose(material, [power], { kind: 'reject' }, { neighbours })).toBe('wrong-attribute');
    expect(diagnose(material, [power], { kind: 'reject' })).toBe('spurious');
    expect(diagnose(material, [power], { kind: 'absent', absence: 'conflict' })).toBe(
      'source-conflict',
    );
  });

  it('tells a value that stands elsewhere from one that the text does not hold', () => {
    const proposed = [read('QHD', 'QHD')];
    expect(diagnose(material, proposed, { values: ['알루미늄'] })).toBe('wrong-place');
    expect(diagnose(material, proposed, { values: ['티타늄'] })).toBe('not-in-text');
  });

  it('counts what is missing and what is too much among several values', () => {
    const both = [read('QHD', 'QHD'), read('20W', '20W')];
    expect(diagnose(ports, both, { values: ['QHD'] })).toBe('extra-value');
    expect(diagnose(ports, [both[0]!], { values: ['QHD', '20W'] })).toBe('missing-value');
    expect(diagnose(material, [], { kind: 'added', values: ['알루미늄'] })).toBe('missing-value');
    expect(diagnose(material, [], { kind: 'added', values: ['티타늄'] })).toBe('not-in-text');
  });

  it('blames the listing where it changed since it was read', () => {
    const proposed = [read('QHD', 'QHD')];
    expect(diagnose(material, proposed, { values: ['알루미늄'] }, { isStale: true })).toBe(
      'stale-source',
    );
  });
});
