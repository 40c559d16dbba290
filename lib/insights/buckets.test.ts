import { describe, expect, it } from 'vitest';
import { bucketDays, listBuckets, shareOf } from './buckets';

describe('listBuckets', () => {
  it('has a bucket for each day of a month, today last', () => {
    const buckets = listBuckets('2026-03-02', 30);
    expect(buckets).toHaveLength(30);
    expect(buckets.at(-1)).toBe('2026-03-02');
    expect(buckets[0]).toBe('2026-02-01');
  });

  it('has weeks for longer spans, the last of which ends today', () => {
    const buckets = listBuckets('2026-11-25', 90);
    expect(bucketDays(90)).toBe(7);
    expect(buckets).toHaveLength(13);
    expect(buckets.at(-1)).toBe('2026-11-19');
    expect(listBuckets('2026-11-25', 365)).toHaveLength(53);
  });
});

describe('shareOf', () => {
  it('is nothing where nothing was decided', () => {
    expect([shareOf(1, 4), shareOf(0, 3), shareOf(0, 0)]).toEqual([0.25, 0, null]);
  });
});
