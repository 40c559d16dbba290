import { describe, expect, it } from 'vitest';
import { createStatementNames, plannedAnewMark } from './statement-names';

describe('createStatementNames', () => {
  it('names a statement once it came three times, and always alike', () => {
    const nameOf = createStatementNames();
    expect([nameOf('SELECT 1'), nameOf('SELECT 1')]).toEqual(['', '']);
    const name = nameOf('SELECT 1');
    expect(name).toMatch(/^avenue_.{40}$/);
    expect(nameOf('SELECT 1')).toBe(name);
  });

  it('gives other statements other names, within the length that PostgreSQL keeps', () => {
    const nameOf = createStatementNames();
    const third = (sql: string) => [nameOf(sql), nameOf(sql), nameOf(sql)][2]!;
    expect(third('SELECT 1')).not.toBe(third('SELECT 2'));
    expect(third('SELECT 3').length).toBeLessThan(64);
  });

  it('leaves a statement alone that asks to be planned anew', () => {
    const nameOf = createStatementNames();
    const sql = `${plannedAnewMark} SELECT 1`;
    expect([1, 2, 3, 4].map(() => nameOf(sql))).toEqual(['', '', '', '']);
  });

  it('stops at a bounded number of names', () => {
    const nameOf = createStatementNames();
    const third = (sql: string) => [nameOf(sql), nameOf(sql), nameOf(sql)][2]!;
    const named = Array.from({ length: 1_000 }, (_, place) => third(`SELECT ${place}`));
    expect(named.filter((name) => name !== '')).toHaveLength(400);
    expect(nameOf('SELECT 0')).toBe(named[0]);
  });
});
