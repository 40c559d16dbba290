import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeDefinition } from './contract';
import { isSafePattern, matchesPattern } from './pattern';

describe('isSafePattern', () => {
  it.each([
    '',
    '[A-Z]{2}-\\d{3,5}',
    '\\w+-\\w+-\\w+-\\w+',
    '(HDMI|DP)( \\d\\.\\d)?',
    '[0-9]+(?:\\.[0-9]+)?',
    '\\p{Script=Hangul}+',
    '[)(*+?]+',
    '\\(\\d+\\)',
    '(?<year>\\d{4})년',
  ])('takes %s', (source) => {
    expect(isSafePattern(source)).toBe(true);
  });

  it.each([
    '(a+)+',
    '(a|a)*b',
    '(a?){30}',
    '(.*)(.*)(.*)(.*)(.*)(.*)',
    'a?'.repeat(40),
    '((a{1,9}){1,9}){1,9}',
    '(?=a)a',
    '(?<!a)b',
    '(a)\\1',
    '(?<x>a)\\k<x>',
  ])('refuses %s, which can take too long', (source) => {
    expect(isSafePattern(source)).toBe(false);
  });

  it.each(['[', '(', 'a)|(b', '*', '\\', 'a{2,1}'])('refuses %s, which is none', (source) => {
    expect(isSafePattern(source)).toBe(false);
  });

  it('never throws, and what it takes can be run on any text', () => {
    const source = fc.string({ unit: fc.constantFrom(...'ab.*+?{}12,()|[]^$\\d') });
    fc.assert(
      fc.property(source, fc.string(), (anySource, text) => {
        fc.pre(isSafePattern(anySource));
        const whole = new RegExp(`^(?:${anySource})$`, 'u');
        expect(matchesPattern(anySource, text)).toBe(whole.test(text));
      }),
    );
  });
});

describe('matchesPattern', () => {
  it('matches no text that is longer than any code', () => {
    expect(matchesPattern('a*', 'a'.repeat(120))).toBe(true);
    expect(matchesPattern('a*', 'a'.repeat(121))).toBe(false);
  });
  it('matches nothing with a pattern that is not safe', () => {
    expect(matchesPattern('(a+)+', 'a')).toBe(false);
  });
});

describe('a schema', () => {
  it('is refused with a pattern that can take too long', () => {
    const fields = { key: 'k', nameKo: '모델', nameEn: 'Model', type: 'text' };
    expect(attributeDefinition.safeParse({ ...fields, pattern: '(a+)+' }).success).toBe(false);
    expect(attributeDefinition.safeParse({ ...fields, pattern: '[A-Z]+' }).success).toBe(true);
    expect(attributeDefinition.parse(fields).pattern).toBeNull();
  });
});
