import { describe, expect, it } from 'vitest';
import { Gazetteer, exactKey, labelKey, type GazetteerEntry } from './gazetteer';
import { tokenise, tokeniseText } from './tokenise';

const entry = (overrides: Partial<GazetteerEntry>): GazetteerEntry => ({
  category: '조명',
  attribute: '색상',
  text: '무광 검정',
  isPattern: false,
  labelled: 3,
  occurrences: 4,
  ...overrides,
});

const tokens = tokenise({ title: '아롬 램프 무광검정', spec: '무광 검정 / 40W', description: '' });
const textOf = ({ first, last }: { first: number; last: number }): string =>
  tokens
    .slice(first, last + 1)
    .map(({ text }) => text)
    .join(' ');

describe('Gazetteer', () => {
  it('finds a value with its precision, in its own category and attribute', () => {
    const gazetteer = new Gazetteer([entry({})]);
    const matches = gazetteer.find(tokens, '조명');
    expect(matches.map(textOf)).toEqual(['무광 검정']);
    expect(matches[0]).toMatchObject({ attribute: '색상', isOwnCategory: true, precision: 0.75 });
    expect(gazetteer.find(tokens, '가구')).toEqual([]);
  });

  it('finds in any category what was counted over all', () => {
    const gazetteer = new Gazetteer([entry({ category: null })]);
    expect(gazetteer.find(tokens, '가구')).toMatchObject([{ isOwnCategory: false }]);
  });

  it('finds a value of other digits by its pattern', () => {
    const watts = entry({ attribute: '전력', text: '0w', isPattern: true });
    expect(new Gazetteer([watts]).find(tokens, '조명').map(textOf)).toEqual(['40 w']);
  });

  it('leaves a training product out of its own counts', () => {
    const gazetteer = new Gazetteer([entry({ labelled: 1, occurrences: 1 })]);
    const key = labelKey('색상', exactKey(tokeniseText('무광 검정')));
    const own = { labels: new Set([key]), attributes: new Set(['색상']) };
    expect(gazetteer.find(tokens, '조명', own)).toEqual([]);
    expect(gazetteer.find(tokens, '조명')).toHaveLength(1);
  });

  it('searches its base beside its own entries', () => {
    const base = new Gazetteer([entry({})]);
    const both = new Gazetteer([entry({ attribute: '전력', text: '40W' })], base);
    expect(both.find(tokens, '조명').map(({ attribute }) => attribute)).toEqual(['색상', '전력']);
  });
});
