import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database/test-database';
import { closeDatabase, db } from './db';
import { beginAttempt, endAttempt, type Attempt } from './sign-in-failures';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(() => db().signInFailure.deleteMany());

/** True when the attempt's password was looked at. */
async function attempt(given: Attempt, outcome: Parameters<typeof endAttempt>[1]) {
  try {
    await beginAttempt(given);
  } catch {
    return false;
  }
  await endAttempt(given, outcome);
  return true;
}

const pass = (seconds: number) => db().$executeRaw`
  UPDATE sign_in_failures SET last_at = last_at - ${seconds}::int * interval '1 second'`;

it('looks at ten of sixty wrong passwords of one account, from sixty addresses at once', async () => {
  const looked = await Promise.all(
    Array.from({ length: 60 }, (_, place) =>
      attempt({ email: 'md@example.com', address: `10.0.0.${place}` }, 'failure'),
    ),
  );
  expect(looked.filter(Boolean)).toHaveLength(10);
});

it('lets sixty people in from one address, a third of whom mistype first', async () => {
  const address = '10.9.9.9';
  for (let person = 0; person < 60; person++) {
    const given = { email: `person-${person}@example.com`, address };
    if (person % 3 === 0) expect(await attempt(given, 'failure')).toBe(true);
    expect(await attempt(given, 'success')).toBe(true);
  }
  expect(await db().signInFailure.count()).toBe(0);
});

it('makes an address wait that guesses at many accounts, and no other address', async () => {
  const guess = (place: number, address: string) =>
    attempt({ email: `nobody-${place}@example.com`, address }, 'failure');
  for (let place = 0; place < 30; place++) expect(await guess(place, '10.0.0.1')).toBe(true);
  expect(await guess(30, '10.0.0.1')).toBe(false);
  expect(await guess(30, '10.0.0.2')).toBe(true);
});

it('looks again after a minute, and after two once that has failed as well', async () => {
  const given = { email: 'md@example.com', address: null };
  for (let time = 0; time < 10; time++) await attempt(given, 'failure');
  await pass(61);
  expect(await attempt(given, 'failure')).toBe(true);
  await pass(61);
  expect(await attempt(given, 'failure')).toBe(false);
  await pass(60);
  expect(await attempt(given, 'success')).toBe(true);
});

it('counts neither what the server could not answer nor what is long past', async () => {
  const given = { email: 'md@example.com', address: null };
  for (let time = 0; time < 20; time++) expect(await attempt(given, 'no-answer')).toBe(true);
  for (let time = 0; time < 9; time++) await attempt(given, 'failure');
  await pass(60 * 60 + 1);
  for (let time = 0; time < 10; time++) expect(await attempt(given, 'failure')).toBe(true);
});

it('keeps no address and no e-mail in plain text', async () => {
  await attempt({ email: 'md@example.com', address: '10.0.0.1' }, 'failure');
  const keys = (await db().signInFailure.findMany()).map(({ key }) => key);
  expect(keys).toHaveLength(2);
  expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
});
