import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  holdAdvisoryLock,
  lockForTransaction,
  releaseAdvisoryLock,
  tryAdvisoryLock,
  type AdvisoryLock,
} from './database/locks';
import { createTestDatabase, type TestDatabase } from './database/test-database';
import { inTransaction } from './transaction';

let database: TestDatabase;
let one: pg.Client;
let other: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  one = new pg.Client({ connectionString: database.url });
  other = new pg.Client({ connectionString: database.url });
  await Promise.all([one.connect(), other.connect()]);
});
afterAll(async () => {
  await Promise.all([one.end(), other.end()]);
  await database.drop();
});

const countSettings = async (): Promise<number> => {
  const { rows } = await other.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM settings WHERE name = 'a-name'",
  );
  return rows[0]!.count;
};
const addSetting = () =>
  one.query("INSERT INTO settings (name, value, updated_at) VALUES ('a-name', '1', now())");

it('keeps nothing of a transaction that throws, and the connection goes on', async () => {
  const failing = inTransaction(one, async () => {
    await addSetting();
    throw new Error('thought better of it');
  });
  await expect(failing).rejects.toThrow('thought better of it');
  expect(await countSettings()).toBe(0);
  await inTransaction(one, addSetting);
  expect(await countSettings()).toBe(1);
});

it('tells of a connection that cannot roll back, and throws what came first', async () => {
  const lost = new pg.Client({ connectionString: database.url });
  lost.on('error', () => undefined);
  await lost.connect();
  let broken: Error | undefined;
  const failing = inTransaction(
    lost,
    async () => {
      await lost.end();
      throw new Error('came first');
    },
    (error) => (broken = error),
  );
  await expect(failing).rejects.toThrow('came first');
  expect(broken).toBeInstanceOf(Error);
});

const locks: readonly AdvisoryLock[] = [7, 'a name', [7, 'a name']];

it.each(locks)('holds the lock %j for one session at a time', async (lock) => {
  expect(await tryAdvisoryLock(one, lock)).toBe(true);
  expect(await tryAdvisoryLock(other, lock)).toBe(false);
  await releaseAdvisoryLock(one, lock);
  await holdAdvisoryLock(other, lock);
  expect(await tryAdvisoryLock(one, lock)).toBe(false);
  await releaseAdvisoryLock(other, lock);
});

it('lets sharers hold a lock together, and nobody alone beside them', async () => {
  await holdAdvisoryLock(one, 8, { isShared: true });
  await holdAdvisoryLock(other, 8, { isShared: true });
  expect(await tryAdvisoryLock(one, 8)).toBe(false);
});

it('holds a lock to the end of the transaction', async () => {
  await inTransaction(one, async () => {
    await lockForTransaction(one, 9);
    expect(await tryAdvisoryLock(other, 9)).toBe(false);
  });
  expect(await tryAdvisoryLock(other, 9)).toBe(true);
});
