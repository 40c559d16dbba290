import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import type {
  AddCommentInput,
  CommentThread,
  CommentThreads,
  InboxCount,
  InboxPage,
  Mentionables,
} from './contract';
import type {
  CorrectionAftermath,
  SynonymStep,
  SynonymWish,
  SynonymWishes,
} from './correction-contract';
import type { ValueStory } from './story-contract';

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
      fetchJson<CorrectionAftermath>(`/api/review/corrections/${decisionId}`, { signal }),
    staleTime: Infinity,
    retry: false,
  });

export const storyQuery = (productId: number, attributeKey: string) =>
  queryOptions({
    queryKey: [...all, 'story', productId, attributeKey] as const,
    queryFn: ({ signal }) =>
      fetchJson<ValueStory>(`/api/products/${productId}/attributes/${attributeKey}/story`, {
        signal,
      }),
    staleTime: 0,
  });

export const commentsQuery = (productId: number) =>
  queryOptions({
    queryKey: panelKeys.comments(productId),
    queryFn: ({ signal }) =>
      fetchJson<CommentThreads>(`/api/products/${productId}/comments`, { signal }),
  });

export function addComment(productId: number, body: AddCommentInput): Promise<CommentThread[]> {
  return fetchJson<CommentThreads>(`/api/products/${productId}/comments`, {
    method: 'POST',
    body,
  });
}

export function resolveThread(id: string, isResolved: boolean): Promise<CommentThread[]> {
  return fetchJson<CommentThreads>(`/api/comment-threads/${id}/resolve`, {
    method: 'POST',
    body: { isResolved },
  });
}

const peopleMs = 5 * 60_000;

/** Everybody who can be mentioned. */
export const mentionablesQuery = () =>
  queryOptions({
    queryKey: panelKeys.people(),
    queryFn: ({ signal }) => fetchJson<Mentionables>('/api/people/names', { signal }),
    staleTime: peopleMs,
  });

const inboxMs = 30_000;

/** What waits for the reader, counted again while somebody looks. */
export const inboxCountQuery = () =>
  queryOptions({
    queryKey: [...panelKeys.inbox(), 'count'] as const,
    queryFn: ({ signal }) => fetchJson<InboxCount>('/api/inbox/count', { signal }),
    refetchInterval: inboxMs,
  });

export const inboxQuery = () =>
  infiniteQueryOptions({
    queryKey: [...panelKeys.inbox(), 'list'] as const,
    queryFn: ({ pageParam, signal }) =>
      fetchJson<InboxPage>(`/api/inbox${pageParam === null ? '' : `?cursor=${pageParam}`}`, {
        signal,
      }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
  });

/** @param ids null for all */
export function readNotes(ids: readonly number[] | null): Promise<InboxCount> {
  const body = ids ? { ids } : {};
  return fetchJson<InboxCount>('/api/inbox/read', { method: 'POST', body });
}

export const synonymsQuery = () =>
  queryOptions({
    queryKey: panelKeys.synonyms(),
    queryFn: ({ signal }) => fetchJson<SynonymWishes>('/api/synonyms', { signal }),
  });

/** @param id the new wish, made by the caller: a retry changes nothing */
export function wishSynonym(id: string, decisionId: string): Promise<SynonymWish> {
  return fetchJson<SynonymWish>(`/api/synonyms/${id}`, {
    method: 'PUT',
    body: { decisionId },
  });
}

export function settleSynonym(id: string, step: SynonymStep): Promise<SynonymWish> {
  return fetchJson<SynonymWish>(`/api/synonyms/${id}/${step}`, { method: 'POST' });
}

/** Takes a synonym back, be it a wish or in the schema already. */
export async function withdrawSynonym(id: string): Promise<void> {
  await fetchJson<unknown>(`/api/synonyms/${id}/withdraw`, { method: 'POST' });
}
