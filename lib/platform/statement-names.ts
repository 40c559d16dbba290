import { createHash } from 'node:crypto';

/** A statement with this comment depends on its values too much for a plan that is kept. */
export const plannedAnewMark = '/* planned anew */';

/** A statement that comes this often is worth a place on every connection. */
const worthNaming = 3;
const maximumNames = 400;
const maximumCounted = 4_000;

/**
 * Names for prepared statements: PostgreSQL then reads and plans a statement once per connection, which
 * for the desk's joins takes longer than running them. Rare ones, and those beyond a bounded number,
 * get '' and stay unnamed.
 */
export function createStatementNames(): (sql: string) => string {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return (sql) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= maximumNames || sql.includes(plannedAnewMark)) return '';
    const count = (counts.get(sql) ?? 0) + 1;
    if (count < worthNaming) {
      if (counts.size >= maximumCounted) counts.clear();
      counts.set(sql, count);
      return '';
    }
    counts.delete(sql);
    const name = `avenue_${createHash('sha256').update(sql).digest('base64url').slice(0, 40)}`;
    names.set(sql, name);
    return name;
  };
}
