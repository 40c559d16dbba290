import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../platform/database/test-database';
import { decideFirstRun } from './first-run';

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(() => database.drop());

async function query(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

it('gives an empty database the demo', async () => {
  expect(await decideFirstRun(database.url, 'demo')).toEqual({ seed: 'demo', isSeedPending: true });
});

it('goes on with a demo that was begun, whatever the next start is told', async () => {
  await decideFirstRun(database.url, 'demo');
  await query(
    `INSERT INTO users (id, name, email, updated_at) VALUES ('1', 'a', 'a@b.example', now())`,
  );
  expect(await decideFirstRun(database.url, 'none')).toEqual({ seed: 'demo', isSeedPending: true });
});

it('seeds once', async () => {
  await decideFirstRun(database.url, 'demo');
  await query(`INSERT INTO settings (name, value, updated_at) VALUES ('demo-seed', '{}', now())`);
  expect(await decideFirstRun(database.url, 'demo')).toEqual({
    seed: 'demo',
    isSeedPending: false,
  });
});

it('keeps a database without the demo without it', async () => {
  await decideFirstRun(database.url, 'none');
  expect(await decideFirstRun(database.url, 'demo')).toEqual({
    seed: 'none',
    isSeedPending: false,
  });
});

it('never writes the demo beside people who are there', async () => {
  await query(
    `INSERT INTO users (id, name, email, updated_at) VALUES ('1', 'a', 'a@b.example', now())`,
  );
  expect(await decideFirstRun(database.url, 'demo')).toEqual({
    seed: 'none',
    isSeedPending: false,
  });
});
