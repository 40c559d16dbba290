import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { requireKey } from '../../platform/api-key';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db } from '../../platform/db';
import { role } from '../../platform/roles';
import { route } from '../../platform/route';
import type { Scope } from '../../platform/scopes';
import { createApiKeyInput, type CreateApiKeyInput } from '../contract';
import { createApiKey } from './create-api-key';
import { listApiKeys } from './list-api-keys';
import { revokeApiKey } from './revoke-api-key';

const admin = { id: 'an-admin' };
const now = new Date();
const context = { params: Promise.resolve({}) };

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  process.env.BETTER_AUTH_SECRET = 'a secret of the test, long enough to be one';
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

function make(input: Partial<CreateApiKeyInput> & { readonly scopes: Scope[] }) {
  return createApiKey(admin, createApiKeyInput.parse({ name: 'feed', ...input }), now);
}

const summary = { ko: '시험', en: 'a test' };
const who = z.object({ id: z.string(), name: z.string(), email: z.string(), role });
const named = z.object({ name: z.string() });

const read = route(
  {
    method: 'GET',
    path: '/api/thing',
    role: 'viewer',
    scope: 'catalogue:read',
    summary,
    answer: who,
  },
  async ({ actor }) => actor,
);
const write = route(
  {
    method: 'POST',
    path: '/api/thing',
    role: 'lead',
    scope: 'catalogue:write',
    summary,
    body: named,
    answer: named,
  },
  async ({ body }) => body,
);
const forPeople = route(
  { method: 'GET', path: '/api/thing', role: 'admin', closedToKeys: 'a test', answer: who },
  async ({ actor }) => actor,
);

function call(
  handler: (request: Request, given: typeof context) => Promise<Response>,
  key: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const method = handler === write ? 'POST' : 'GET';
  const request = new Request('http://localhost:3000/api/thing', {
    method,
    headers: { authorization: `Bearer ${key}`, ...headers },
    ...(method === 'POST' ? { body: JSON.stringify({ name: 'new' }) } : {}),
  });
  return handler(request, context);
}

async function reasonOf(answer: Response): Promise<unknown> {
  return z.object({ type: z.string() }).parse(await answer.json()).type;
}

describe('an API key', () => {
  it('acts under its own name, and opens what its scopes name and nothing else', async () => {
    const { id, key } = await make({ scopes: ['catalogue:read'] });
    const answer = await call(read, key);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ id: `api-key:${id}`, name: 'feed', role: 'lead' });
    const refused = await call(write, key);
    expect(refused.status).toBe(403);
    expect(await reasonOf(refused)).toBe('urn:avenue:errors.api-key-scope');
    const personal = await call(forPeople, key);
    expect(personal.status).toBe(403);
    expect(await reasonOf(personal)).toBe('urn:avenue:errors.people-only');
  });

  it('that may change a part may read it too', async () => {
    const { key } = await make({ scopes: ['catalogue:write'] });
    expect((await call(read, key)).status).toBe(200);
    expect((await call(write, key)).status).toBe(200);
  });

  it('is nowhere in the database, and its making and end are on the audit trail', async () => {
    const { id, key } = await make({ scopes: ['models:read'] });
    const row = await db().apiKey.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(key.slice(key.lastIndexOf('_', 20)));
    expect(key.startsWith(`${row.prefix}_`)).toBe(true);
    await revokeApiKey(admin, id, now);
    await revokeApiKey(admin, id, now);
    const trail = await db().auditEntry.findMany({
      where: { subjectId: id },
      orderBy: { id: 'asc' },
    });
    expect(trail.map(({ action }) => action)).toEqual(['api-key.create', 'api-key.revoke']);
  });

  it('that is revoked, expired, cut or changed by one letter is refused', async () => {
    const revoked = await make({ scopes: ['catalogue:read'] });
    expect((await call(read, revoked.key)).status).toBe(200);
    await revokeApiKey(admin, revoked.id, now);
    const expired = await make({
      scopes: ['catalogue:read'],
      expiresAt: new Date(now.getTime() + 60_000).toISOString(),
    });
    await db().apiKey.update({ where: { id: expired.id }, data: { expiresAt: now } });
    const good = await make({ scopes: ['catalogue:read'] });
    const changed = `${good.key.slice(0, -1)}${good.key.endsWith('A') ? 'B' : 'A'}`;
    for (const key of [revoked.key, expired.key, changed, good.key.slice(0, -1), '']) {
      const answer = await call(read, key);
      expect(answer.status).toBe(401);
      expect(await reasonOf(answer)).toBe('urn:avenue:errors.api-key-unknown');
    }
    const states = (await listApiKeys(new Date())).map(({ id, state }) => [id, state]);
    expect(states).toContainEqual([revoked.id, 'revoked']);
    expect(states).toContainEqual([expired.id, 'expired']);
  });

  it('that is wrong is not mended by a cookie beside it', async () => {
    const answer = await call(read, 'avk_wrong', { cookie: 'avenue.session_token=whatever' });
    expect(answer.status).toBe(401);
    expect(await reasonOf(answer)).toBe('urn:avenue:errors.api-key-unknown');
  });

  it('waits when it has used up its minute, is told how long, and goes on in the next one', async () => {
    const { id, key } = await make({ scopes: ['catalogue:read'], requestsPerMinute: 2 });
    const needed = { role: 'viewer', scope: 'catalogue:read' } as const;
    const at = (text: string) => requireKey(key, needed, new Date(text));
    await at('2030-01-01T10:00:05.000Z');
    await at('2030-01-01T10:00:06.000Z');
    await expect(at('2030-01-01T10:00:15.000Z')).rejects.toMatchObject({
      code: 'busy',
      params: { limit: 2, seconds: 45 },
    });
    await at('2030-01-01T10:01:00.000Z');
    const listed = (await listApiKeys(now)).find((each) => each.id === id);
    expect(listed?.lastUsedAt).toBe('2030-01-01T10:01:00.000Z');
  });

  it('cannot be asked to end in the past', async () => {
    await expect(
      make({ scopes: ['models:read'], expiresAt: '2020-01-01T00:00:00.000Z' }),
    ).rejects.toMatchObject({ reason: 'access.errors.end-passed' });
  });
});

describe('a request from another site', () => {
  it('is refused by what the browser says of it, whatever it brings', async () => {
    const { key } = await make({ scopes: ['catalogue:write'] });
    const answer = await call(write, key, { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(await reasonOf(answer)).toBe('urn:avenue:errors.foreign-origin');
  });
});
