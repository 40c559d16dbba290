import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listValue } from './contract';
import { matchSpelling, matchValue } from './value-list';

const list = (...values: readonly { value: string; nameEn?: string; synonyms?: string[] }[]) =>
  values.map((value) => listValue.parse(value));

const panels = list(
  { value: 'IPS' },
  { value: 'VA' },
  { value: 'OLED', synonyms: ['유기발광'] },
  { value: 'HDR10' },
  { value: 'HDR10+' },
  { value: '가죽', nameEn: 'Leather' },
);

describe('matchValue', () => {
  it.each([
    ['IPS', 'IPS'],
    [' ｉｐｓ ', 'IPS'],
    ['I-P-S', 'IPS'],
    ['유기 발광', 'OLED'],
    ['leather', '가죽'],
    ['Fast IPS', 'IPS'],
    ['IPS패널', 'IPS'],
    ['hdr10+', 'HDR10+'],
    ['HDR10+ 지원', 'HDR10+'],
  ])('reads %s as %s', (surface, value) => {
    expect(matchValue(surface, panels)).toBe(value);
  });

  it.each(['IPS/VA', 'WVA', 'TN', '', '+', '인조가죽'])('does not guess %j', (surface) => {
    expect(matchValue(surface, panels)).toBeNull();
  });

  it('does not mind the order of the words', () => {
    const resolutions = list({ value: 'QHD(2560x1440)' }, { value: 'FHD(1920x1080)' });
    expect(matchValue('2560 × 1440 (QHD)', resolutions)).toBe('QHD(2560x1440)');
    expect(matchValue('2560x1080 (QHD)', resolutions)).toBeNull();
  });

  it('takes the longest of nested values', () => {
    const nested = list({ value: 'LED TV' }, { value: '미니 LED TV' });
    expect(matchValue('삼성 미니 LED TV', nested)).toBe('미니 LED TV');
    expect(matchValue('삼성 LED TV', nested)).toBe('LED TV');
  });

  it('leaves a spelling that two values share to a person', () => {
    const shared = list(
      { value: '검정', synonyms: ['다크'] },
      { value: '남색', synonyms: ['다크'] },
    );
    expect(matchValue('다크', shared)).toBeNull();
    expect(matchValue('다크 컬러', shared)).toBeNull();
  });

  it("prefers a value's own spelling to another value's synonym", () => {
    const shared = list({ value: '블랙' }, { value: '검정', synonyms: ['블 랙'] });
    expect(matchValue('블랙!', shared)).toBe('블랙');
  });

  it('does not mind case, width, spaces and punctuation', () => {
    const word = fc.string({
      unit: fc.constantFrom(...'abcxyzABC가나다라마바'),
      minLength: 1,
      maxLength: 6,
    });
    const widen = (text: string): string =>
      text.replace(/[!-~]/g, (narrow) => String.fromCharCode(narrow.charCodeAt(0) + 0xfee0));
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, selector: (text) => text.toLowerCase() }),
        fc.nat(),
        fc.constantFrom(' ', '-', '_', '·', '  '),
        (words, choice, separator) => {
          const values = list(...words.map((value) => ({ value })));
          const value = words[choice % words.length] ?? '';
          const spellings = [
            value.toUpperCase(),
            value.toLowerCase(),
            widen(value),
            ` ${[...value].join(separator)} `,
            `(${value})`,
          ];
          for (const spelling of spellings) expect(matchValue(spelling, values)).toBe(value);
        },
      ),
    );
  });

  it('never throws and only answers with values of the list', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (surface) => {
        const value = matchValue(surface, panels);
        expect([null, ...panels.map((entry) => entry.value)]).toContain(value);
      }),
    );
  });
});

describe('matchSpelling', () => {
  it('wants the whole surface form', () => {
    expect(matchSpelling('ips', panels)).toBe('IPS');
    expect(matchSpelling('Fast IPS', panels)).toBeNull();
  });
});
