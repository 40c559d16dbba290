import {
  dehydrate,
  QueryClient,
  type DataTag,
  type DehydratedState,
  type InfiniteData,
  type QueryKey,
} from '@tanstack/react-query';
import { unstable_rethrow } from 'next/navigation';
import { AppError } from './errors';
import { log } from './log';
import type { Sent } from './sent';

/** One query that a screen begins with, and how the server answers it without a request. */
interface FirstAnswer {
  readonly queryKey: QueryKey;
  /** The answer as the browser would keep it. */
  read(): Promise<unknown>;
}

/** A query, and what answers it on the server: the types hold them together. */
export function answer<Data>(
  query: { readonly queryKey: DataTag<QueryKey, Data, Error> },
  read: () => Promise<Sent<Data>>,
): FirstAnswer {
  return { queryKey: query.queryKey, read };
}

/** The first page of a list that goes on. */
export function firstPage<Page, Place>(
  query: {
    readonly queryKey: DataTag<QueryKey, InfiniteData<Page, Place>, Error>;
    readonly initialPageParam: Place;
  },
  read: () => Promise<Sent<Page>>,
): FirstAnswer {
  return {
    queryKey: query.queryKey,
    read: async () => ({ pages: [await read()], pageParams: [query.initialPageParam] }),
  };
}

/**
 * What a screen asks first, read while the server writes its page: it stands there whole, and the
 * browser does not ask again. An answer that fails is left out: the browser asks for it, and shows
 * what the server says. Only what is read in a moment: the page waits for it.
 */
export async function readAhead(...answers: readonly FirstAnswer[]): Promise<DehydratedState> {
  // Of this request alone: what one person may see never waits for another.
  const client = new QueryClient();
  await Promise.all(
    answers.map(async ({ queryKey, read }) => {
      try {
        client.setQueryData(queryKey, await read());
      } catch (error) {
        // "Not there" and "not allowed" of a page are thrown as well.
        unstable_rethrow(error);
        if (!(error instanceof AppError)) log.error({ err: error, queryKey }, 'not read ahead');
      }
    }),
  );
  return dehydrate(client);
}
