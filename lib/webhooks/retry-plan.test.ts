import { describe, expect, it } from 'vitest';
import { maximumTries, nextTryAt, readRetryAfter } from './retry-plan';

const now = new Date('2030-01-01T00:00:00.000Z');
const waitS = (tries: number, random = 0, asked: number | null = null) => {
  const at = nextTryAt(tries, now, random, asked);
  return at === null ? null : (at.getTime() - now.getTime()) / 1_000;
};

describe('nextTryAt', () => {
  it('waits longer each time, up to a day, and gives up after the last attempt', () => {
    const waits = Array.from({ length: maximumTries - 1 }, (_, index) => waitS(index + 1)!);
    expect(waits[0]).toBe(5);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    expect(waits.at(-1)).toBe(86_400);
    expect(waitS(maximumTries)).toBeNull();
  });

  it('spreads attempts by a fifth, and lets the receiver ask for more, but not for ever', () => {
    expect(waitS(1, 0.5)).toBeCloseTo(5.5);
    expect(waitS(1, 0, 60_000)).toBe(60);
    expect(waitS(1, 0, 1_000)).toBe(5);
    expect(waitS(1, 0, Number.MAX_SAFE_INTEGER)).toBe(86_400);
  });
});

describe('readRetryAfter', () => {
  it('reads seconds and dates, and nothing from anything else', () => {
    expect(readRetryAfter('120', now)).toBe(120_000);
    expect(readRetryAfter('Tue, 01 Jan 2030 00:01:00 GMT', now)).toBe(60_000);
    expect(readRetryAfter('Mon, 31 Dec 2029 00:00:00 GMT', now)).toBe(0);
    expect(readRetryAfter('soon', now)).toBeNull();
    expect(readRetryAfter(undefined, now)).toBeNull();
  });
});
