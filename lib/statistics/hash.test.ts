import { describe, expect, it } from 'vitest';
import { avalanche, combineHashes, fnv1a, hashText, hashText53 } from './hash';

/** Weights, dataset versions and samples are made by these numbers: they never change. */
const stored = [
  { text: '', plain: 2166136261, mixed: -1421968373, wide: 3994518397479985 },
  { text: 'a', plain: 3826002220, mixed: 444641715, wide: 2622675763392425 },
  { text: '삼성 갤럭시', plain: 981763915, mixed: -2066664679, wide: 7967193795686517 },
  { text: 'The quick brown fox', plain: 2924308450, mixed: 598454741, wide: 3850149687338957 },
];

describe('hashes of texts', () => {
  it.each(stored)('stay what is stored of $text', ({ text, plain, mixed, wide }) => {
    expect(fnv1a(text) >>> 0).toBe(plain);
    expect(hashText(text)).toBe(mixed);
    expect(hashText53(text)).toBe(wide);
  });

  it('are the published FNV-1a of one byte', () => {
    // Landon Curt Noll's test vectors: "a" and "foobar".
    expect(fnv1a('a') >>> 0).toBe(0xe40c292c);
    expect(fnv1a('foobar') >>> 0).toBe(0xbf9cf968);
  });

  it('of pairs depend on the order and take signed and unsigned numbers alike', () => {
    expect(combineHashes(1, 2)).toBe(976121820);
    expect(combineHashes(-5, 7)).toBe(-1892526352);
    expect(combineHashes(-5 >>> 0, 7)).toBe(-1892526352);
    expect(combineHashes(hashText('a'), hashText('삼성 갤럭시'))).toBe(1804172028);
    expect(combineHashes(2, 1)).not.toBe(combineHashes(1, 2));
  });

  it('are mixed by the finaliser of MurmurHash3', () => {
    expect(avalanche(0)).toBe(0);
    expect(avalanche(1) >>> 0).toBe(0x514e28b7);
  });

  it('differ by their seed', () => {
    expect(hashText('a', 1)).not.toBe(hashText('a'));
  });
});
