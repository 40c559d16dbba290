import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrateDatabase } from './migrate';
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
