import {
  hydrate,
  QueryClient,
  infiniteQueryOptions,
  InfiniteQueryObserver,
  QueryObserver,
  queryOptions,
} from '@tanstack/react-query';
import { notFound } from 'next/navigation';
import { describe, expect, it } from 'vitest';
import { AppError } from './errors';
import { answer, firstPage, readAhead } from './read-ahead';

/** Answers stay fresh for a while, as they do in the browser. */
const browserClient = () => new QueryClient({ defaultOptions: { queries: { staleTime: 30_000 } } });

/** Queries as a screen has them, with what was asked of the server. */
function askingQueries() {
  const asked: string[] = [];
  const one = queryOptions({
    queryKey: ['one'],
    queryFn: () => (asked.push('one'), Promise.resolve({ name: 'from the browser' })),
  });
  const list = infiniteQueryOptions({
    queryKey: ['list', null],
    queryFn: ({ pageParam }) => (
      asked.push(`list ${pageParam}`),
      Promise.resolve({ rows: ['later'], next: null as string | null })
    ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  return { asked, one, list };
}

describe('readAhead', () => {
  it('answers the queries of a screen, which then asks nothing', async () => {
    const { asked, one, list } = askingQueries();
    const state = await readAhead(
      answer(one, () => Promise.resolve({ name: '모니터' })),
      firstPage(list, () => Promise.resolve({ rows: ['first'], next: 'a' })),
    );
    const client = browserClient();
    // As it travels with the page.
    hydrate(client, JSON.parse(JSON.stringify(state)));
    const shown = new QueryObserver(client, one);
    const pages = new InfiniteQueryObserver(client, list);
    const stop = [shown.subscribe(() => {}), pages.subscribe(() => {})];
    expect(shown.getCurrentResult()).toMatchObject({
      data: { name: '모니터' },
      fetchStatus: 'idle',
    });
    expect(pages.getCurrentResult()).toMatchObject({ hasNextPage: true, fetchStatus: 'idle' });
    expect(asked).toEqual([]);
    await pages.fetchNextPage();
    expect(asked).toEqual(['list a']);
    expect(pages.getCurrentResult().data?.pages.flatMap(({ rows }) => rows)).toEqual([
      'first',
      'later',
    ]);
    stop.forEach((each) => each());
  });

  it('leaves out what fails: the browser asks for that alone', async () => {
    const { asked, one, list } = askingQueries();
    const state = await readAhead(
      answer(one, () =>
        Promise.reject(new AppError('not-found', 'errors.not-found', { subject: '1' })),
      ),
      firstPage(list, () => Promise.resolve({ rows: [], next: null })),
    );
    const client = browserClient();
    hydrate(client, state);
    const shown = new QueryObserver(client, one);
    const stop = shown.subscribe(() => {});
    expect(asked).toEqual(['one']);
    stop();
  });

  it('lets a page say that it is not there', async () => {
    const { one } = askingQueries();
    await expect(readAhead(answer(one, async () => notFound()))).rejects.toThrow(/404/);
  });
});
