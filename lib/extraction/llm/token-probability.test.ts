import { describe, expect, it } from 'vitest';
import { findLiteral, layTokens } from './token-probability';

const token = (text: string, probability = 1) => ({
  token: text,
  logprob: Math.log(probability),
  bytes: [...Buffer.from(text)],
});

describe('the probability of a stretch of an answer', () => {
  it('is that of all tokens that touch it', () => {
    const tokens = [token('{"a":'), token('"27', 0.5), token('인치"', 0.8), token('}', 0.1)];
    const probability = layTokens('{"a":"27인치"}', tokens);
    expect(probability?.(5, 11)).toBeCloseTo(0.4);
    expect(probability?.(0, 5)).toBe(1);
  });

  it('counts bytes, so that half a sign may be a token', () => {
    const [first, ...rest] = Buffer.from('형');
    const tokens = [
      { token: '\uFFFD', logprob: Math.log(0.5), bytes: [first ?? 0] },
      { token: '\uFFFD', logprob: Math.log(0.5), bytes: rest },
      token('x', 0.5),
    ];
    expect(layTokens('형x', tokens)?.(0, 1)).toBeCloseTo(0.25);
  });

  it('passes over what comes before and after the answer', () => {
    const tokens = [token('<think>a</think>', 0.1), token('a', 0.5), token('<|end|>', 0.1)];
    expect(layTokens('a', tokens)?.(0, 1)).toBeCloseTo(0.5);
  });

  it('is not known when the tokens spell something else', () => {
    expect(layTokens('{"a":1}', [token('{"a":2}')])).toBeNull();
    expect(layTokens('', [])).toBeNull();
  });
});

describe('the place of a value in an answer', () => {
  const content = '{"a": "x", "b": ["x", "y"], "c.d": 27}';
  it.each([
    ['a', '"x"', [6, 9]],
    ['b', '"x"', [17, 20]],
    ['b', '"y"', [22, 25]],
    ['c.d', '27', [35, 37]],
  ])('is behind its name %s: %s', (key, literal, [start, end]) => {
    expect(findLiteral(content, key, literal)).toEqual({ start, end });
  });

  it('is never in another member', () => {
    expect(findLiteral(content, 'a', '"y"')).toBeNull();
    expect(findLiteral(content, 'e', '"x"')).toBeNull();
  });
});
