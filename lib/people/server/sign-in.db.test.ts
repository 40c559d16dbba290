import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { answerSignIn } from '../../platform/answer-sign-in';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db } from '../../platform/db';
import { forgetEnvironment } from '../../platform/env';
import { route } from '../../platform/route';
import { findActor } from '../../platform/session';
import * as endpoints from '../endpoints';
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

interface Sender {
  readonly cookie?: string;
  /** What the browser's address bar says. */
  readonly address?: string;
  readonly origin?: string;
  /** Where the request comes from, as the web process writes it. */
  readonly client?: string;
}

function post(
  path: string,
  body: object,
  { cookie, address = host, origin = address, client }: Sender = {},
): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json', origin });
  headers.set('host', new URL(address).host);
  if (cookie) headers.set('cookie', cookie);
  if (client) headers.set('x-avenue-client-address', client);
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
    const answer = await post(path, { userId: id, ...input }, { cookie: headers.get('cookie')! });
    expect(answer.status).toBe(404);
    expect(
      await db().user.findMany({ where: { email: { in: [admin.email, 'new@example.com'] } } }),
    ).toMatchObject([{ name: admin.name, role: 'admin' }]);
  });

  it('works at whatever address a person opened, with cookies for plain http', async () => {
    for (const address of [
      'http://127.0.0.1:3000',
      'http://192.168.7.7:3000',
      'http://desk-7:3000',
    ]) {
      const answer = await post('sign-in/email', admin, { address });
      expect(answer.status).toBe(200);
      expect(answer.headers.getSetCookie().join()).not.toContain('Secure');
    }
  });

  it('sets cookies for TLS alone where AVENUE_URL says that a proxy ends it', async () => {
    vi.stubEnv('AVENUE_URL', 'https://avenue.example');
    forgetEnvironment();
    const answer = await post('sign-in/email', admin, {
      address: 'http://10.0.0.7:3000',
      origin: 'https://avenue.example',
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie().every((cookie) => cookie.endsWith('; Secure'))).toBe(true);
    vi.unstubAllEnvs();
    forgetEnvironment();
  });

  it('refuses a page of another site and names what an admin can set', async () => {
    const answer = await post('sign-in/email', admin, { origin: 'http://evil.example' });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('AVENUE_URL');
  });
});

describe('failing to sign in', () => {
  it('is refused from the eleventh time on, with the right password too, and says how long', async () => {
    const wrong = { email: admin.email, password: 'a wrong password' };
    const all = Array.from({ length: 14 }, (_, place) =>
      post('sign-in/email', wrong, { client: `10.0.0.${place}` }),
    );
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    const right = await post('sign-in/email', admin);
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
    await db().signInFailure.deleteMany();
    expect((await post('sign-in/email', admin, { client: '10.0.0.1' })).status).toBe(200);
    expect(await db().signInFailure.count()).toBe(0);
  });
});

describe('the audit trail of signing in', () => {
  const trailOf = async (client: string) =>
    (await db().auditEntry.findMany({ where: { address: client }, orderBy: { id: 'asc' } })).map(
      ({ action, actorId, subjectId }) => ({ action, actorId, subjectId }),
    );

  it('has who came, who left, and who did not get in, never what they typed', async () => {
    const client = '198.51.100.20';
    const { id } = (await db().user.findUnique({ where: { email: admin.email } }))!;
    const answer = await post('sign-in/email', admin, { client });
    const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0]);
    await post('sign-out', {}, { client, cookie: cookie.join('; ') });
    await post('sign-in/email', { ...admin, password: 'a wrong one' }, { client });
    await post('sign-in/email', { email: 'who@example.com', password: 'a secret' }, { client });
    expect(await trailOf(client)).toEqual([
      { action: 'person.sign-in', actorId: id, subjectId: id },
      { action: 'person.sign-out', actorId: id, subjectId: id },
      { action: 'person.sign-in-failed', actorId: 'unknown', subjectId: id },
      { action: 'person.sign-in-failed', actorId: 'unknown', subjectId: 'unknown' },
    ]);
    const rows = await db().auditEntry.findMany({ select: { subjectId: true, detail: true } });
    expect(JSON.stringify(rows)).not.toContain('who@example.com');
  });

  it('has refusals of a row of tries once a minute', async () => {
    const client = '198.51.100.21';
    const person = { name: 'Tries', email: 'tries@example.com', password: 'a long password' };
    const actor = { id: 'an-admin', name: '', email: '', role: 'admin' as const };
    await createPerson(actor, { ...person, role: 'md' });
    for (let tries = 0; tries < 14; tries += 1)
      await post('sign-in/email', { ...person, password: 'a wrong one' }, { client });
    const actions = (await trailOf(client)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'person.sign-in-too-often')).toHaveLength(1);
    expect(actions.filter((action) => action === 'person.sign-in-failed')).toHaveLength(10);
  });

  it('has what somebody known was not allowed to call, and nothing of strangers', async () => {
    const listPeople = route(endpoints.listPeople, async () => []);
    const call = async (headers: Headers) => {
      headers.set('x-avenue-client-address', '198.51.100.22');
      const request = new Request(`${host}/api/people`, { headers });
      return (await listPeople(request, { params: Promise.resolve({}) })).status;
    };
    const person = { name: 'MD', email: 'refused@example.com', password: 'a long password' };
    const actor = { id: 'an-admin', name: '', email: '', role: 'admin' as const };
    const { id } = await createPerson(actor, { ...person, role: 'md' });
    const headers = await signIn(person.email, person.password);
    expect([await call(headers), await call(headers)]).toEqual([403, 403]);
    expect(await call(new Headers())).toBe(401);
    expect(await trailOf('198.51.100.22')).toEqual([
      { action: 'access.refuse', actorId: id, subjectId: 'GET /api/people' },
    ]);
  });
});

describe('without a database', () => {
  it('says so when the database is away, and takes nobody for a stranger', async () => {
    const headers = await signIn(admin.email, admin.password);
    await database.drop();
    await expect(findActor(headers)).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'errors.database-unavailable',
    });
  });
});
