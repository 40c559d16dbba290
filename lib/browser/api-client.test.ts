import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import * as z from 'zod';
import { addressOf, defineEndpoint } from '../platform/endpoint';
import { apiClient } from './api-client';

const closedToKeys = 'a test';
const note = z.object({ id: z.number(), text: z.string() });
const noteId = z.object({ id: z.coerce.number<number>() });

const endpoints = {
  list: defineEndpoint({
    method: 'GET',
    path: '/api/notes',
    role: 'viewer',
    closedToKeys,
    query: z.object({
      words: z.string().optional(),
      cursor: z.coerce.number<number>().optional(),
      limit: z.coerce.number<number>().default(50),
    }),
    answer: z.object({ notes: z.array(note) }),
  }),
  change: defineEndpoint({
    method: 'PATCH',
    path: '/api/notes/{id}',
    role: 'md',
    closedToKeys,
    params: noteId,
    body: z.object({ text: z.string(), tags: z.array(z.string()).default([]) }),
    answer: note,
  }),
  remove: defineEndpoint({
    method: 'DELETE',
    path: '/api/notes/{id}',
    role: 'md',
    closedToKeys,
    params: noteId,
    answer: null,
  }),
  file: defineEndpoint({
    method: 'GET',
    path: '/api/notes/{id}/files/{path}',
    role: 'viewer',
    closedToKeys,
    params: noteId.extend({ path: z.array(z.string()) }),
    answer: 'text/csv',
  }),
  send: defineEndpoint({
    method: 'POST',
    path: '/api/notes',
    role: 'md',
    closedToKeys,
    body: 'file',
    answer: note,
  }),
};

const client = apiClient<typeof endpoints>();
const { call, linkTo } = client;

function answerWith(status: number, body: unknown) {
  const fetched = vi.fn<typeof fetch>(async () =>
    status === 204 ? new Response(null, { status }) : Response.json(body, { status }),
  );
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

describe('a call of our own API', () => {
  it('writes the parameters into the path and sends the body as JSON', async () => {
    const fetched = answerWith(200, { id: 7, text: 'new' });
    const tags: readonly string[] = ['one'];
    const changed = await call('PATCH /api/notes/{id}', {
      params: { id: 7 },
      body: { text: 'new', tags },
    });
    expectTypeOf(changed).toEqualTypeOf<{ id: number; text: string }>();
    expect(changed).toEqual({ id: 7, text: 'new' });
    expect(fetched).toHaveBeenCalledWith('/api/notes/7', {
      method: 'PATCH',
      keepalive: false,
      headers: { 'content-type': 'application/json' },
      body: '{"text":"new","tags":["one"]}',
    });
  });

  it('leaves out of the query what is not there', async () => {
    const fetched = answerWith(200, { notes: [] });
    await call('GET /api/notes');
    await call('GET /api/notes', { query: { words: '27 인치 &', cursor: null, limit: undefined } });
    expect(fetched.mock.calls.map(([path]) => path)).toEqual([
      '/api/notes',
      '/api/notes?words=27+%EC%9D%B8%EC%B9%98+%26',
    ]);
  });

  it('answers nothing for 204 and throws the problem that the server names', async () => {
    answerWith(204, null);
    const nothing = await call('DELETE /api/notes/{id}', { params: { id: 7 } });
    expectTypeOf(nothing).toEqualTypeOf<undefined>();
    expect(nothing).toBeUndefined();
    answerWith(409, { type: 'urn:avenue:errors.conflict', detail: 'somebody was faster' });
    await expect(call('DELETE /api/notes/{id}', { params: { id: 7 } })).rejects.toMatchObject({
      name: 'ProblemError',
      status: 409,
      reason: 'errors.conflict',
    });
  });

  it('links to a file by its parts, each written as an address has it', () => {
    const link = linkTo('GET /api/notes/{id}/files/{path}', {
      params: { id: 7, path: ['train', 'a b#.csv'] },
    });
    expect(link).toBe('/api/notes/7/files/train/a%20b%23.csv');
  });

  it('compiles for the addresses and inputs that the definitions have, and for no others', () => {
    expectTypeOf<Parameters<typeof call>[0]>().toEqualTypeOf<
      'GET /api/notes' | 'PATCH /api/notes/{id}' | 'DELETE /api/notes/{id}'
    >();
    expectTypeOf<Parameters<typeof client.upload>[0]>().toEqualTypeOf<'POST /api/notes'>();
    expect(addressOf(endpoints.change)).toBe('PATCH /api/notes/{id}');
    type Change = Parameters<typeof call<'PATCH /api/notes/{id}'>>[1];
    expectTypeOf<{ params: { id: number }; body: { text: string } }>().toExtend<Change>();
    expectTypeOf<{ params: { id: string }; body: { text: string } }>().not.toExtend<Change>();
    expectTypeOf<{ params: { id: number }; body: { text: number } }>().not.toExtend<Change>();
    expectTypeOf<{ params: { id: number } }>().not.toExtend<Change>();
  });
});
