import { describe, expect, it } from 'vitest';
import { instant, rowId, rowIdInAddress } from './inputs';
import { readListPlace, writeListPlace } from './list-place';

describe('the number of a row', () => {
  it('is what a column of PostgreSQL holds, in a body and in an address', () => {
    expect([1, 2_147_483_647].every((id) => rowId.safeParse(id).success)).toBe(true);
    expect(rowIdInAddress.parse('2147483647')).toBe(2_147_483_647);
    for (const id of [0, -1, 1.5, 2_147_483_648, Number.NaN, '7']) {
      expect(rowId.safeParse(id).success, String(id)).toBe(false);
    }
    for (const id of ['0', '-1', '1.5', '2147483648', '1e12', 'one', '']) {
      expect(rowIdInAddress.safeParse(id).success, id).toBe(false);
    }
  });
});

describe('a moment', () => {
  it('lies within the years that PostgreSQL knows', () => {
    expect(instant.safeParse('0001-01-01T00:00:00Z').success).toBe(true);
    expect(instant.safeParse('9999-12-31T23:59:59.999999Z').success).toBe(true);
    expect(instant.safeParse('0000-01-01T00:00:00Z').success).toBe(false);
  });
});

describe('the place in a list', () => {
  const id = '4b0f8d7e-3c55-4a0e-9a4e-1a2b3c4d5e6f';

  it('is read as it was written', () => {
    const at = '2026-02-03T04:05:06.123456Z';
    expect(readListPlace(writeListPlace(at, id))).toEqual({ at, id });
  });

  it('is refused when no page has given it', () => {
    const junk = [
      '',
      'junk',
      `2026-02-31T00:00:00Z_${id}`,
      `0000-01-01T00:00:00Z_${id}`,
      '2026-02-03T04:05:06Z_------------------------------------',
      `2026-02-03T04:05:06Z_${id}_${id}`,
    ];
    for (const cursor of junk) {
      expect(() => readListPlace(cursor), cursor).toThrow('errors.bad-cursor');
    }
  });
});
