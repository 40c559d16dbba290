import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import {
  addMonitorCategory,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../curation/testing/review-scenario';
import { createFirstAdmin } from '../people/server';
import { answerSignIn } from '../platform/answer-sign-in';
import { addressOf, type Endpoint } from '../platform/endpoint';
import { everyEndpoint } from './every-endpoint';
import { loadRoutes } from './testing/load-routes';

const host = 'http://localhost:3000';
const admin = { name: 'Admin', email: 'admin@example.com', password: 'a long password' };
const anId = '4b0f8d7e-3c55-4a0e-9a4e-1a2b3c4d5e6f';

const hostileTexts = [
  'a\0b',
  '2147483648',
  '9007199254740993',
  '-1',
  '1e999',
  "' OR 1=1 --",
  '__proto__',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999Z',
  '2026-02-03T04:05:06Z_------------------------------------',
  '2147483648_1',
  '../../etc/passwd',
  '%00',
  '가'.repeat(3_000),
];
const hostileBodies = [
  '',
  'null',
  '[]',
  '"\\ud800"',
  '{"id":"a\\u0000b"}',
  '{"\\udc00":1}',
  '{"__proto__":{"id":1}}',
  '{"constructor":{"prototype":{"id":1}}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  '{',
];
const plausibleTexts = [
  '1',
  anId,
  '2026-02-03T04:05:06Z',
  'attributes',
  'apply',
  'pause',
  'chat',
  'a',
];

const routes = new Map((await loadRoutes()).map(({ address, handler }) => [address, handler]));

let database: ReviewDatabase;
let cookie: string;

beforeAll(async () => {
  vi.stubEnv('BETTER_AUTH_SECRET', 'a secret of the test, long enough to be one');
  database = await openReviewDatabase();
  await addReadyProduct(await addMonitorCategory(), { externalId: 'one' });
  await createFirstAdmin(admin);
  const answer = await answerSignIn(
    new Request(`${host}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: host, host: 'localhost:3000' },
      body: JSON.stringify(admin),
    }),
  );
  cookie = answer.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.close();
});

type Texts = Readonly<Record<string, string>>;

/** For each field of a schema the first text that it takes. */
function writePlausible(schema: Endpoint['params']): Texts {
  if (!(schema instanceof z.ZodObject)) return {};
  const fields: [string, string][] = [];
  for (const [name, field] of Object.entries(schema.shape)) {
    const isTaken = (text: string) =>
      z.safeParse(field, text).success || z.safeParse(field, [text]).success;
    if (z.safeParse(field, undefined).success) continue;
    const text = plausibleTexts.find(isTaken);
    if (text === undefined) throw new Error(`No text is plausible for ${name}`);
    fields.push([name, text]);
  }
  return Object.fromEntries(fields);
}

function withHostile(plausible: Texts, schema: Endpoint['params']): Texts[] {
  const names = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  return names.flatMap((name) => hostileTexts.map((text) => ({ ...plausible, [name]: text })));
}

async function send(endpoint: Endpoint, params: Texts, query: Texts, body?: string) {
  const address = addressOf(endpoint);
  const request = new Request(`${host}/api/thing?${new URLSearchParams(query)}`, {
    method: endpoint.method,
    headers: { cookie, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  });
  const { path, ...rest } = params;
  const given = path === undefined ? rest : { ...rest, path: path.split('/') };
  const { status } = await routes.get(address)!(request, { params: Promise.resolve(given) });
  return { address, status, params, query, body };
}

describe('what nobody means to send', () => {
  it('signs in, so that the verbs are reached at all', async () => {
    const people = everyEndpoint.find((each) => addressOf(each) === 'GET /api/people')!;
    expect(await send(people, {}, {})).toMatchObject({ status: 200 });
  });

  it.each(everyEndpoint.map((endpoint) => [addressOf(endpoint), endpoint] as const))(
    'is refused or answered, and no fault of the inside: %s',
    async (_, endpoint) => {
      const params = writePlausible(endpoint.params);
      const query = writePlausible(endpoint.query);
      const answers = endpoint.method === 'GET' ? [await send(endpoint, params, query)] : [];
      for (const hostile of withHostile(params, endpoint.params)) {
        answers.push(await send(endpoint, hostile, query));
      }
      for (const hostile of withHostile(query, endpoint.query)) {
        answers.push(await send(endpoint, params, hostile));
      }
      if (endpoint.body !== undefined && endpoint.body !== 'file') {
        for (const body of hostileBodies) answers.push(await send(endpoint, params, query, body));
      }
      expect(answers.filter(({ status }) => status === 500)).toEqual([]);
    },
  );
});
