import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerSignIn } from '../../platform/auth';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db } from '../../platform/db';
import { findActor } from '../../platform/session';
import { createFirstAdmin, createPerson } from './create-person';
import { changePerson } from './change-person';

const host = 'http://localhost:3000';
const admin = { name: 'Admin', email: 'admin@example.com', password: 'a long password' };

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  process.env.BETTER_AUTH_SECRET = 'a secret of the test, long enough to be one';
  await createFirstAdmin(admin);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

function post(path: string, body: object, cookie?: string): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', origin: host });
  if (cookie) headers.set('cookie', cookie);
  return answerSignIn(
    new Request(`${host}/api/auth/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    }),
  );
}

async function signIn(email: string, password: string): Promise<Headers> {
  const answer = await post('sign-in/email', { email, password });
  expect(answer.status).toBe(200);
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
  return new Headers({ cookie: cookie.join('; ') });
}

describe('signing in', () => {
  it('knows a person by their password, and nobody by a wrong one', async () => {
    const headers = await signIn(admin.email, admin.password);
    expect(await findActor(headers)).toMatchObject({ email: admin.email, role: 'admin' });
    const wrong = await post('sign-in/email', { email: admin.email, password: 'another password' });
    expect(wrong.status).toBe(401);
  });

  it('is over at once when the person is blocked', async () => {
    const actor = await findActor(await signIn(admin.email, admin.password));
    const md = { name: 'MD', email: 'md@example.com', password: 'another long password' };
    const { id } = await createPerson(actor!, { ...md, role: 'md' });
    const headers = await signIn(md.email, md.password);
    await changePerson(actor!, id, { isBlocked: true });
    expect(await findActor(headers)).toBeNull();
    expect((await post('sign-in/email', md)).status).toBe(403);
  });

  it.each([
    ['admin/set-role', { role: 'viewer' }],
    ['admin/remove-user', {}],
    ['admin/create-user', { name: 'New', email: 'new@example.com', password: 'yet another one' }],
    ['update-user', { name: 'Renamed' }],
    ['sign-up/email', { name: 'New', email: 'new@example.com', password: 'yet another one' }],
  ])('leaves no way past the audit: %s is not there, even for an admin', async (path, input) => {
    const headers = await signIn(admin.email, admin.password);
    const { id } = (await findActor(headers))!;
    const answer = await post(path, { userId: id, ...input }, headers.get('cookie')!);
    expect(answer.status).toBe(404);
    expect(
      await db().user.findMany({ where: { email: { in: [admin.email, 'new@example.com'] } } }),
    ).toMatchObject([{ name: admin.name, role: 'admin' }]);
  });

  it('says so when the database is away, and takes nobody for a stranger', async () => {
    const headers = await signIn(admin.email, admin.password);
    await database.drop();
    await expect(findActor(headers)).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'errors.database-unavailable',
    });
  });
});
