import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spellingKey, spellingWords, tidyText } from './text-forms';

const anyText = fc.string({ unit: 'binary' });

describe('tidyText', () => {
  it('narrows full-width forms and collapses spaces, but keeps signs that mean something', () => {
    expect(tidyText('　ＩＰＳ　 패널\u00A0１ \n')).toBe('IPS 패널 1');
    expect(tidyText('10 m² ½ ™')).toBe('10 m² ½ ™');
  });

  it('drops what a database refuses', () => {
    expect(tidyText('가\u0000나\uD800다')).toBe('가 나다');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tidyText(tidyText(text))).toBe(tidyText(text));
      }),
    );
  });
});

describe('spellingKey', () => {
  it.each([
    ['G-Sync 호환', 'gsync호환'],
    ['ＩＰＳ', 'ips'],
    ['100 × 100mm', '100*100 ㎜'],
    ['1,000 매', '1000매'],
  ])('is the same for %s and %s', (one, other) => {
    expect(spellingKey(one)).toBe(spellingKey(other));
  });

  it.each([
    ['USB 2.1', 'USB 21'],
    ['HDR10', 'HDR10+'],
    ['1~2인용', '12인용'],
    ['C', 'C#'],
  ])('tells %s from %s', (one, other) => {
    expect(spellingKey(one)).not.toBe(spellingKey(other));
  });
});

describe('spellingWords', () => {
  it('borders scripts on each other and keeps versions whole', () => {
    expect(spellingWords('IPS패널 (HDMI 2.1/HDR10+)')).toEqual([
      'ips',
      '패널',
      'hdmi',
      '2.1',
      'hdr10+',
    ]);
  });
});
