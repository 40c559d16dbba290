import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrateDatabase, readMigrations } from './migrate';
import { createTestDatabase, type TestDatabase } from './test-database';

let database: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterEach(async () => {
  await client.end();
  await database.drop();
});

async function emptyDatabase(): Promise<void> {
  await client.query('DROP SCHEMA graphile_worker CASCADE; DROP SCHEMA public CASCADE');
  await client.query('CREATE SCHEMA public');
}

it('leaves a database that is up to date as it is', async () => {
  expect(await migrateDatabase(database.url)).toEqual([]);
});

it('writes the history that Prisma reads, and the tables of the job queue', async () => {
  const { rows } = await client.query(
    `SELECT bool_and(finished_at IS NOT NULL AND applied_steps_count = 1 AND length(checksum) = 64) AS whole,
            to_regclass('graphile_worker._private_jobs') IS NOT NULL AS has_queue
     FROM _prisma_migrations`,
  );
  expect(rows).toEqual([{ whole: true, has_queue: true }]);
});

it('lets only one of two starts apply a migration', async () => {
  await emptyDatabase();
  const applied = await Promise.all([migrateDatabase(database.url), migrateDatabase(database.url)]);
  const { rows } = await client.query('SELECT count(*)::int AS count FROM _prisma_migrations');
  expect(applied.flat()).toHaveLength(rows[0].count);
  expect(applied.flat().length).toBeGreaterThan(0);
});

it('refuses a database whose migration was edited since', async () => {
  await client.query(`UPDATE _prisma_migrations SET checksum = repeat('0', 64)`);
  await expect(migrateDatabase(database.url)).rejects.toThrow('was edited after it was applied');
});

it('refuses a database on which Prisma left a migration half-applied', async () => {
  await client.query('UPDATE _prisma_migrations SET finished_at = NULL');
  await expect(migrateDatabase(database.url)).rejects.toThrow('was begun and not finished');
});

it('applies a migration again that was rolled back, and leaves nothing when that fails', async () => {
  await client.query('UPDATE _prisma_migrations SET rolled_back_at = now()');
  await expect(migrateDatabase(database.url)).rejects.toThrow('already exists');
  const { rows } = await client.query(
    'SELECT count(*)::int AS count FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  expect(rows).toEqual([{ count: 0 }]);
});

it('names the database that is not there', async () => {
  const missing = new URL(database.url);
  missing.pathname = `/missing_${randomUUID().slice(0, 8)}`;
  await expect(migrateDatabase(missing.toString())).rejects.toThrow('does not exist');
});

it('refuses a database that a newer Avenue has used', async () => {
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
     VALUES ('later', repeat('0', 64), '29991231000000_later', now())`,
  );
  await expect(migrateDatabase(database.url)).rejects.toThrow(
    'used by a newer Avenue (this one does not know 29991231000000_later)',
  );
});

it('upgrades data of every earlier schema: no migration fails on rows or loses one', async () => {
  await emptyDatabase();
  let rows = new Map<string, number>();
  for (const { name } of readMigrations()) {
    await migrateDatabase(database.url, (other) => other <= name);
    const now = await countRows();
    for (const [table, count] of rows)
      if (now.has(table))
        expect([name, table, now.get(table)! >= count]).toEqual([name, table, true]);
    await fillEmptyTables();
    rows = await countRows();
    expect([...rows].filter(([, count]) => count === 0)).toEqual([]);
  }
});

async function countRows(): Promise<Map<string, number>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
  );
  const counts = new Map<string, number>();
  for (const { name } of rows) {
    const found = await client.query(`SELECT count(*)::int AS count FROM "${name}"`);
    counts.set(name, found.rows[0].count);
  }
  return counts;
}

/** One row in each table that has none: what a column needs and has no default for, by its type. */
async function fillEmptyTables(): Promise<void> {
  const empty = [...(await countRows())].filter(([, count]) => count === 0).map(([name]) => name);
  await client.query('SET session_replication_role = replica');
  for (const table of empty) {
    const { rows } = await client.query<{ name: string; value: string }>(
      `SELECT quote_ident(a.attname) AS name, CASE
         WHEN t.typcategory = 'A' THEN quote_literal('{}')
         WHEN t.typtype = 'e' THEN quote_literal((SELECT enumlabel FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder LIMIT 1))
         WHEN t.typname = 'jsonb' AND a.attname = 'values' THEN quote_literal('[]')
         WHEN t.typname = 'jsonb' THEN quote_literal('{}')
         WHEN t.typname = 'uuid' THEN 'gen_random_uuid()'
         WHEN t.typname = 'bool' THEN 'false'
         WHEN t.typcategory = 'D' THEN 'now()'
         ELSE quote_literal(COALESCE((
           SELECT substring(pg_get_constraintdef(c.oid) FROM '''([^'']+)''') FROM pg_constraint c
           WHERE c.conrelid = a.attrelid AND c.contype = 'c' AND c.conkey = ARRAY[a.attnum]
           LIMIT 1), '1')) END || '::' || format_type(a.atttypid, a.atttypmod) AS value
       FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
       WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped
         AND a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''`,
      [table],
    );
    await client.query(
      rows.length === 0
        ? `INSERT INTO "${table}" DEFAULT VALUES`
        : `INSERT INTO "${table}" (${rows.map(({ name }) => name).join(', ')})
           VALUES (${rows.map(({ value }) => value).join(', ')})`,
    );
  }
  await client.query('SET session_replication_role = origin');
}
