import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { log } from './log';
import { openRoute } from './route';

const url = 'http://localhost/api/things';
const context = { params: Promise.resolve({}) };

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
    const readsBody = openRoute({ body: z.object({}) }, async () => 'never');
    const reset = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    const response = await readsBody(brokenRequest(reset), context);
    expect(logError).not.toHaveBeenCalled();
    expect(response.status).toBe(499);
    expect(await response.text()).toBe('');
  });

  it.each(['AbortError', 'ResponseAborted'])('is none when work ends by %s', async (name) => {
    const leaving = new AbortController();
    const works = openRoute({}, async () => {
      leaving.abort();
      throw Object.assign(new Error('gone'), { name });
    });
    const response = await works(new Request(url, { signal: leaving.signal }), context);
    expect(logError).not.toHaveBeenCalled();
    expect(response.status).toBe(499);
  });

  it('still shows what failed otherwise', async () => {
    const leaving = new AbortController();
    const fails = openRoute({}, async () => {
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
    const fails = openRoute({}, () => Promise.reject(error));
    expect((await fails(new Request(url), context)).status).toBe(500);
  }
  expect(logError).toHaveBeenCalledTimes(2);
});
