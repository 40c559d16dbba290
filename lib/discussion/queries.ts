import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { AddCommentInput, CommentThread, InboxCount } from './contract';
import type { SynonymStep, SynonymWish } from './correction-contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

const all = ['curation', 'panels'] as const;

export const panelKeys = {
  comments: (productId: number) => [...all, 'comments', productId] as const,
  people: () => [...all, 'people'] as const,
  inbox: () => [...all, 'inbox'] as const,
  synonyms: () => [...all, 'synonyms'] as const,
};

/** What a correction could do elsewhere; not read again by itself: it is an offer, not a meter. */
export const aftermathQuery = (decisionId: string) =>
  queryOptions({
    queryKey: [...all, 'aftermath', decisionId] as const,
    queryFn: ({ signal }) =>
      call('GET /api/review/corrections/{id}', { params: { id: decisionId }, signal }),
    staleTime: Infinity,
    retry: false,
  });

export const storyQuery = (productId: number, attributeKey: string) =>
  queryOptions({
    queryKey: [...all, 'story', productId, attributeKey] as const,
    queryFn: ({ signal }) =>
      call('GET /api/products/{id}/attributes/{key}/story', {
        params: { id: productId, key: attributeKey },
        signal,
      }),
    staleTime: 0,
  });

export const commentsQuery = (productId: number) =>
  queryOptions({
    queryKey: panelKeys.comments(productId),
    queryFn: ({ signal }) =>
      call('GET /api/products/{id}/comments', { params: { id: productId }, signal }),
  });

export function addComment(productId: number, body: AddCommentInput): Promise<CommentThread[]> {
  return call('POST /api/products/{id}/comments', { params: { id: productId }, body });
}

export function resolveThread(id: string, isResolved: boolean): Promise<CommentThread[]> {
  return call('POST /api/comment-threads/{id}/resolve', { params: { id }, body: { isResolved } });
}

const peopleMs = 5 * 60_000;

/** Everybody who can be mentioned. */
export const mentionablesQuery = () =>
  queryOptions({
    queryKey: panelKeys.people(),
    queryFn: ({ signal }) => call('GET /api/people/names', { signal }),
    staleTime: peopleMs,
  });

const inboxMs = 30_000;

/** What waits for the reader, counted again while somebody looks. */
export const inboxCountQuery = () =>
  queryOptions({
    queryKey: [...panelKeys.inbox(), 'count'] as const,
    queryFn: ({ signal }) => call('GET /api/inbox/count', { signal }),
    refetchInterval: inboxMs,
  });

export const inboxQuery = () =>
  infiniteQueryOptions({
    queryKey: [...panelKeys.inbox(), 'list'] as const,
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/inbox', { query: { cursor: pageParam }, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

/** @param ids null for all */
export function readNotes(ids: readonly number[] | null): Promise<InboxCount> {
  const body = ids ? { ids } : {};
  return call('POST /api/inbox/read', { body });
}

export const synonymsQuery = () =>
  queryOptions({
    queryKey: panelKeys.synonyms(),
    queryFn: ({ signal }) => call('GET /api/synonyms', { signal }),
  });

/** @param id the new wish, made by the caller: a retry changes nothing */
export function wishSynonym(id: string, decisionId: string): Promise<SynonymWish> {
  return call('PUT /api/synonyms/{id}', { params: { id }, body: { decisionId } });
}

export function settleSynonym(id: string, step: SynonymStep): Promise<SynonymWish> {
  return call('POST /api/synonyms/{id}/{step}', { params: { id, step } });
}

/** Takes a synonym back, be it a wish or in the schema already. */
export async function withdrawSynonym(id: string): Promise<void> {
  await call('POST /api/synonyms/{id}/{step}', { params: { id, step: 'withdraw' } });
}
