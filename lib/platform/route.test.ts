import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { defineEndpoint } from './endpoint';
import { log } from './log';
import { Reply, route } from './route';

const url = 'http://localhost/api/things';
const context = { params: Promise.resolve({}) };

const exchange = {
  method: 'POST',
  path: '/api/things',
  role: 'anyone',
  closedToKeys: 'a test',
  answer: null,
} as const;
const things = defineEndpoint(exchange);

let logError: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  logError = vi.spyOn(log, 'error').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

/** A request whose body breaks off by `error`. */
function brokenRequest(error: Error): Request {
  const body = new ReadableStream({ pull: (controller) => controller.error(error) });
  return new Request(url, { method: 'POST', body, duplex: 'half' } as RequestInit);
}

describe('a request that its caller broke off', () => {
  it('is no error of ours when its body ends in the middle', async () => {
    const readsBody = route({ ...exchange, body: z.object({}) }, async () => undefined);
    const reset = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    const response = await readsBody(brokenRequest(reset), context);
    expect(logError).not.toHaveBeenCalled();
    expect(response.status).toBe(499);
    expect(await response.text()).toBe('');
  });

  it.each(['AbortError', 'ResponseAborted'])('is none when work ends by %s', async (name) => {
    const leaving = new AbortController();
    const works = route(things, async () => {
      leaving.abort();
      throw Object.assign(new Error('gone'), { name });
    });
    const response = await works(new Request(url, { signal: leaving.signal }), context);
    expect(logError).not.toHaveBeenCalled();
    expect(response.status).toBe(499);
  });

  it('still shows what failed otherwise', async () => {
    const leaving = new AbortController();
    const fails = route(things, async () => {
      leaving.abort();
      throw new TypeError('a defect');
    });
    const response = await fails(new Request(url, { signal: leaving.signal }), context);
    expect(logError).toHaveBeenCalledTimes(1);
    expect(response.status).toBe(500);
  });
});

it('shows a connection of our own that was reset, and work that timed out', async () => {
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  const late = Object.assign(new Error('too late'), { name: 'AbortError' });
  for (const error of [reset, late]) {
    const fails = route(things, () => Promise.reject(error));
    expect((await fails(new Request(url), context)).status).toBe(500);
  }
  expect(logError).toHaveBeenCalledTimes(2);
});

describe('an answer', () => {
  const reading = defineEndpoint({
    ...exchange,
    method: 'GET',
    answer: z.object({ name: z.string(), at: z.iso.datetime() }),
  });
  const at = '2026-02-03T04:05:06Z';
  const get = (handler: ReturnType<typeof route>, headers = {}) =>
    handler(new Request(url, { headers }), context);

  it('is the JSON that the endpoint describes, under a status and headers of its own', async () => {
    const plain = await get(route(reading, async () => ({ name: 'one', at })));
    expect(plain.status).toBe(200);
    expect(plain.headers.get('cache-control')).toBe('no-store');
    expect(await plain.json()).toEqual({ name: 'one', at });
    const options = { status: 503, indentation: 2, headers: { 'content-disposition': 'inline' } };
    const own = await get(route(reading, async () => new Reply({ name: 'one', at }, options)));
    expect(own.status).toBe(503);
    expect(own.headers.get('content-disposition')).toBe('inline');
    expect(await own.text()).toBe(JSON.stringify({ name: 'one', at }, null, 2));
  });

  it('is a fault of ours when it is less or more than its schema holds', async () => {
    const less = await get(route(reading, async () => ({ name: 'one', at: 'yesterday' })));
    const told = { name: 'one', at, password: 'never told' };
    const more = await get(route(reading, async () => told));
    expect([less.status, more.status]).toEqual([500, 500]);
    expect(await more.text()).not.toContain('never told');
  });

  it('under an entity tag is told once', async () => {
    const tagged = route({ ...reading, hasTag: true }, async () => ({ name: 'one', at }));
    const tag = (await get(tagged)).headers.get('etag') ?? '';
    expect((await get(tagged, { 'if-none-match': tag })).status).toBe(304);
    expect((await get(tagged, { 'if-none-match': '"another"' })).status).toBe(200);
  });
});

describe('an input', () => {
  const named = z.object({ name: z.string() });
  const writes = route({ ...exchange, query: named, body: named }, async () => undefined);
  const write = async (query: string, body: string) => {
    const request = new Request(`${url}?name=${query}`, { method: 'POST', body });
    const response = await writes(request, context);
    if (response.status === 204) return 204;
    const { issues } = z
      .object({ issues: z.array(z.object({ path: z.string() })) })
      .parse(await response.json());
    return [response.status, ...issues.map(({ path }) => path)];
  };

  it('that PostgreSQL cannot keep is refused by its place', async () => {
    const good = '{"name":"모니터 😀"}';
    expect(await write('one', good)).toBe(204);
    expect(await write('a%00b', good)).toEqual([422, '?name']);
    expect(await write('one', '{"name":"a\\u0000b"}')).toEqual([422, 'name']);
    expect(await write('one', '{"name":"cut \\ud83d"}')).toEqual([422, 'name']);
    expect(logError).not.toHaveBeenCalled();
  });
});
