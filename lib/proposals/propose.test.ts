import { describe, expect, it } from 'vitest';
import { attributeDefinition } from '../values/contract';
import type { ProposalBody } from './contract';
import type { Extraction, ExtractedSpan } from '../extraction/contract';
import { flagUnfitting, needsReview, proposeValues, sweepKey } from './propose';

const size = attributeDefinition.parse({
  key: 'screen-size',
  nameKo: '화면크기',
  nameEn: 'Screen size',
  type: 'number',
  unit: 'cm',
  isRequired: true,
  minimum: 20,
  maximum: 300,
});
const ports = attributeDefinition.parse({
  key: 'ports',
  nameKo: '단자',
  nameEn: 'Ports',
  type: 'enum',
  isMultiple: true,
  values: [{ value: 'HDMI 2.1', synonyms: ['HDMI2.1'] }, { value: 'DP 1.4' }, { value: 'USB-C' }],
});

const span = (surface: string, start = 0, confidence = 0.97): ExtractedSpan => ({
  surface,
  evidence: { field: 'spec', start, end: start + surface.length },
  confidence,
});
const answer = (
  attributeKey: string,
  spans: readonly ExtractedSpan[],
  alternatives: readonly ExtractedSpan[] = [],
  confidence = 0.97,
): Extraction => ({ attributeKey, spans, confidence, alternatives });

/** Texts that hold none of the surface forms, so that spans stay as they are. */
const unread = { title: '', spec: '', description: '' };

describe('a proposal', () => {
  it('keeps surface form, evidence and confidence beside the value in the attribute’s unit', () => {
    const body = proposeValues(answer('screen-size', [span('27인치', 8)]), size, unread);
    expect(body).toEqual({
      values: [
        {
          surface: '27인치',
          value: 68.58,
          evidence: { field: 'spec', start: 8, end: 12 },
          confidence: 0.97,
        },
      ],
      alternatives: [],
      confidence: 0.97,
      flags: [],
    });
  });

  it('keeps what it cannot read, with the value null and the reason', () => {
    const body = proposeValues(answer('screen-size', [span('대화면')]), size, unread);
    expect(body.values).toMatchObject([{ surface: '대화면', value: null }]);
    expect(body.flags).toContain('not-a-number');
  });

  it('splits one span that lists several values, each with the evidence of the span', () => {
    const body = proposeValues(answer('ports', [span('HDMI2.1 / DP 1.4', 3)]), ports, unread);
    expect(body.values.map(({ value, evidence }) => [value, evidence?.start])).toEqual([
      ['HDMI 2.1', 3],
      ['DP 1.4', 3],
    ]);
  });

  it('says each value once, and offers no alternative that is already proposed', () => {
    const spans = [span('HDMI 2.1', 0), span('HDMI2.1', 20)];
    const body = proposeValues(
      answer('ports', spans, [span('HDMI2.1'), span('USB-C')]),
      ports,
      unread,
    );
    expect(body.values).toHaveLength(1);
    expect(body.alternatives.map(({ value }) => value)).toEqual(['USB-C']);
  });

  it('flags a required attribute without a value', () => {
    expect(proposeValues(answer('screen-size', []), size, unread).flags).toEqual([
      'required-missing',
    ]);
  });

  it('flags an implausible amount and keeps it', () => {
    const body = proposeValues(answer('screen-size', [span('680cm')]), size, unread);
    expect(body.values[0]?.value).toBe(680);
    expect(body.flags).toEqual(['above-maximum']);
  });

  it('never leaves the range of a probability', () => {
    expect(proposeValues(answer('ports', [], [], Number.NaN), ports, unread).confidence).toBe(0);
    expect(proposeValues(answer('ports', [], [], 1.2), ports, unread).confidence).toBe(1);
  });
});

describe('a row needs a person', () => {
  const sure: ProposalBody = proposeValues(answer('screen-size', [span('68cm')]), size, unread);
  const absent: ProposalBody = proposeValues(answer('ports', [], [], 0.7), ports, unread);

  it('not when the value is highly probable, keeps the rules and replaces nothing', () => {
    expect(needsReview(sure, null)).toBe(false);
    expect(needsReview(sure, [68])).toBe(false);
  });

  it.each([
    ['the confidence is not high', { ...sure, confidence: 0.89 }, null],
    ['a rule is broken', { ...sure, flags: ['above-maximum' as const] }, null],
    ['it would replace a committed value', sure, [70]],
    ['it would replace a committed absence', sure, []],
    ['the absence is a guess', { ...absent, confidence: 0.59 }, null],
  ])('when %s', (_why, body, current) => {
    expect(needsReview(body, current)).toBe(true);
  });

  it('not for a probable absence, unless the catalogue holds a value that was not found again', () => {
    expect(needsReview(absent, null)).toBe(false);
    expect(needsReview(absent, [])).toBe(false);
    expect(needsReview(absent, ['USB-C'])).toBe(true);
  });
});

describe('a sweep groups', () => {
  it('by surface form and value of the whole answer', () => {
    const body = proposeValues(
      answer('ports', [span('HDMI2.1'), span('DP 1.4', 12)]),
      ports,
      unread,
    );
    expect(sweepKey(body)).toEqual({ surface: 'HDMI2.1, DP 1.4', valueKey: 'HDMI 2.1, DP 1.4' });
  });

  it('absences under nothing, and unread surface forms under no value', () => {
    expect(sweepKey(proposeValues(answer('ports', []), ports, unread))).toEqual({
      surface: null,
      valueKey: null,
    });
    expect(sweepKey(proposeValues(answer('screen-size', [span('대화면')]), size, unread))).toEqual({
      surface: '대화면',
      valueKey: null,
    });
  });
});

describe('a span that ends too soon', () => {
  const define = (fields: object) =>
    attributeDefinition.parse({ key: 'a', nameKo: '속성', nameEn: 'Attribute', ...fields });
  const propose = (spec: string, piece: string, fields: object): ProposalBody => {
    const texts = { title: '', spec, description: '' };
    return proposeValues(answer('a', [span(piece, spec.indexOf(piece))]), define(fields), texts);
  };
  const litres = { type: 'number', unit: 'L' };
  const material = { type: 'enum', values: [{ value: '유리' }, { value: '가죽' }] };
  const waterproof = { type: 'boolean', nameKo: '방수' };

  it('is shown and read to the end of the range, the sum, the thousands', () => {
    const range = propose('방수: 됨 / 용량: 20~25L', '25L', litres);
    expect(range.values).toMatchObject([
      { surface: '20~25L', value: null, evidence: { start: 12, end: 18 } },
    ]);
    expect(range.flags).toEqual(['several-values']);
    const sum = propose('SSD 512GB+1TB', '512GB', { type: 'number', unit: 'GB' });
    expect(sum).toMatchObject({ values: [{ surface: '512GB+1TB', value: null }] });
    const weight = propose('무게: 1 250g', '250g', { type: 'number', unit: 'g' });
    expect(weight).toMatchObject({ values: [{ surface: '1 250g', value: 1250 }], flags: [] });
  });

  it('never leaves a denied or qualified value to be taken for right', () => {
    const denied = propose('재질: 유리 아님', '유리', material);
    expect(denied).toMatchObject({ values: [{ surface: '유리 아님', value: null }] });
    expect(needsReview(denied, null, true)).toBe(true);
    const other = propose('갑피: 인조 가죽', '가죽', material);
    expect(other).toMatchObject({ values: [{ surface: '인조 가죽', value: null }] });
    expect(needsReview(other, null, true)).toBe(true);
    expect(propose('방수 되지 않음', '방수', waterproof).values[0]?.value).toBe(false);
    const text = propose('재질: 유리 아님', '유리', { type: 'text' });
    expect(text).toMatchObject({ values: [{ value: '유리 아님' }], flags: ['negated'] });
    const weaker = propose('생활방수 원단', '방수', waterproof);
    expect(weaker).toMatchObject({ values: [{ surface: '생활방수', value: true }] });
    expect(needsReview(weaker, null, true)).toBe(true);
  });

  it('is flagged where the listing denies the value in another place, or is a denial itself', () => {
    const bare = (spec: string, title: string, piece: string, fields: object) => {
      const evidence = { field: 'title', start: title.indexOf(piece), end: 0 } as const;
      const read = { ...evidence, end: evidence.start + piece.length };
      const found = { surface: piece, evidence: read, confidence: 0.99 };
      return proposeValues(answer('a', [found]), define(fields), { title, spec, description: '' });
    };
    const flagsOf = (...given: Parameters<typeof bare>) => bare(...given).flags;
    expect(flagsOf('방수 되지 않음', '방수 시계', '방수', waterproof)).toEqual(['negated']);
    expect(flagsOf('재질: 가죽 아님', '가죽 지갑', '가죽', material)).toEqual(['negated']);
    expect(flagsOf('', '유리 아님', '유리 아님', { type: 'text' })).toEqual(['negated']);
    expect(flagsOf('', '용량 500ml 아님', '500ml', { type: 'number', unit: 'ml' })).toEqual([
      'negated',
    ]);
    expect(flagsOf('재질: 유리 아님', '가죽 지갑', '가죽', material)).toEqual([]);
    expect(flagsOf('', 'No 5 배율 4x', '5', { type: 'number' })).toEqual([]);
  });

  it('stays where the text has changed since it was read', () => {
    const body = proposeValues(answer('a', [span('25L', 0)]), define(litres), {
      ...unread,
      spec: '용량: 20~25L',
    });
    expect(body.values).toMatchObject([{ surface: '25L', value: 25 }]);
  });
});

describe('a feature that no extractor found', () => {
  const dishwasher = attributeDefinition.parse({
    ...{ key: 'a', nameKo: '식기세척기', nameEn: 'Dishwasher safe', type: 'boolean' },
  });
  const propose = (spec: string): ProposalBody =>
    proposeValues(answer('a', [], [], 0.996), dishwasher, { ...unread, spec });

  it('is proposed as not there where the text denies it, for a person to look at', () => {
    const body = propose('용량: 473ml / 식기세척기: 사용 금지');
    expect(body.values).toMatchObject([{ surface: '식기세척기: 사용 금지', value: false }]);
    expect(needsReview(body, null, true)).toBe(true);
    expect(propose('Not dishwasher safe').values[0]?.value).toBe(false);
  });

  it('stays absent where nothing is said of it', () => {
    expect(propose('용량: 473ml / 손잡이 없음')).toMatchObject({ values: [], confidence: 0.996 });
  });
});

describe('proposals of one product', () => {
  it('are flagged where they do not fit each other', () => {
    const litres = { nameKo: '용량', nameEn: 'Volume', type: 'number', unit: 'L' };
    const rules = [{ kind: 'at-most', of: ['total'] }];
    const rows = [
      { key: 'freezer', surface: '486L', rules },
      { key: 'total', surface: '226L', rules: [] },
    ].map(({ key, surface, rules: own }) => {
      const attribute = attributeDefinition.parse({ ...litres, key, rules: own });
      return {
        attribute,
        held: null,
        body: proposeValues(answer(key, [span(surface)]), attribute, unread),
      };
    });
    const flagged = flagUnfitting(rows);
    expect(flagged.map(({ body }) => body.flags)).toEqual([['rule-broken'], ['rule-broken']]);
    expect(flagged.every(({ body }) => needsReview(body, null, true))).toBe(true);
  });
});
