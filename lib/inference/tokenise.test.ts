import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenise, tokeniseText } from './tokenise';

const words = (text: string): string[] =>
  tokeniseText(text).map(({ start, end }) => text.slice(start, end));

describe('tokenise', () => {
  it('parts Hangul, other letters, numbers and signs', () => {
    expect(words('QHD(2560x1440) 27인치')).toEqual([
      'QHD',
      '(',
      '2560',
      'x',
      '1440',
      ')',
      '27',
      '인치',
    ]);
    expect(words('32GB램')).toEqual(['32', 'GB', '램']);
    expect(words('1,234.5kg')).toEqual(['1,234.5', 'kg']);
  });

  it('sets endings apart from the value', () => {
    expect(words('Shirts glass')).toEqual(['Shirt', 's', 'glass']);
    expect(words('27인치입니다')).toEqual(['27', '인치', '입니다']);
  });

  it('gives numbers one pattern and words the same hash in either case', () => {
    const [first, second] = [tokeniseText('144Hz'), tokeniseText('60HZ')];
    expect(first.map((token) => token.patternHash)).toEqual(
      second.map((token) => token.patternHash),
    );
    expect(first[0]!.hash).not.toBe(second[0]!.hash);
    expect(first[1]!.hash).toBe(second[1]!.hash);
  });

  const pieces = [
    '가나',
    'abs',
    'Ab',
    ' ',
    '\n',
    '12',
    '.',
    ',5',
    '💡',
    '/',
    'E\u0301',
    '漢',
    '\ud83d',
  ];
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((all) => all.join(''));

  it('covers everything but white space, in order, without overlap', () => {
    fc.assert(
      fc.property(text, (title) => {
        const tokens = tokenise({ title, spec: '', description: '' });
        let at = 0;
        for (const { start, end } of tokens) {
          expect(title.slice(at, start).trim()).toBe('');
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(title.slice(at).trim()).toBe('');
      }),
    );
  });
});
