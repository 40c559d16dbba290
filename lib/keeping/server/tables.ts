import pg from 'pg';

export interface Table {
  /** `public.users`. */
  readonly name: string;
  /** Those that are stored and not computed from others. */
  readonly columns: readonly string[];
}

/** The rows that a migration of the schema or of the job queue writes itself. */
const histories = ['public._prisma_migrations', 'graphile_worker.migrations'];

/** Every table of the product and of its job queue, by name. */
export async function listTables(client: pg.ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT n.nspname || '.' || c.relname AS name,
       array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE n.nspname IN ('public', 'graphile_worker') AND c.relkind = 'r'
     GROUP BY 1 ORDER BY 1`,
  );
  return rows.filter(({ name }) => !histories.includes(name));
}

/** How far each sequence has counted; one that never did is left out. */
export async function listSequences(
  client: pg.ClientBase,
): Promise<{ readonly name: string; readonly lastValue: string }[]> {
  const { rows } = await client.query<{ name: string; lastValue: string }>(
    `SELECT schemaname || '.' || sequencename AS name, last_value::text AS "lastValue"
     FROM pg_sequences
     WHERE schemaname IN ('public', 'graphile_worker') AND last_value IS NOT NULL ORDER BY 1`,
  );
  return rows;
}

/** `public.users` as SQL. */
export function quoteName(name: string): string {
  return name.split('.').map(pg.escapeIdentifier).join('.');
}

/** `public.users ("id", "name")` as COPY takes it. */
export function copyTarget({ name, columns }: Table): string {
  return `${quoteName(name)} (${columns.map(pg.escapeIdentifier).join(', ')})`;
}
