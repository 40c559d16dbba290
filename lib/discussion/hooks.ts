'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AddCommentInput, CommentThread } from './contract';
import type { SynonymStep } from './correction-contract';
import {
  addComment,
  inboxCountQuery,
  panelKeys,
  readNotes,
  resolveThread,
  settleSynonym,
} from './queries';

/** Comments of one product; the answer is all its threads, so nothing is read again. */
export function useComments(productId: number) {
  const client = useQueryClient();
  const keep = (threads: CommentThread[]) =>
    client.setQueryData(panelKeys.comments(productId), threads);
  return {
    add: useMutation({
      mutationFn: (input: AddCommentInput) => addComment(productId, input),
      onSuccess: keep,
    }),
    resolve: useMutation({
      mutationFn: (thread: { readonly id: string; readonly isResolved: boolean }) =>
        resolveThread(thread.id, thread.isResolved),
      onSuccess: keep,
    }),
  };
}

export function useReadNotes() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: readonly number[] | null) => readNotes(ids),
    onSuccess: async (count) => {
      client.setQueryData(inboxCountQuery().queryKey, count);
      await client.invalidateQueries({ queryKey: [...panelKeys.inbox(), 'list'] });
    },
  });
}

export function useSettleSynonym() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, step }: { readonly id: string; readonly step: SynonymStep }) =>
      settleSynonym(id, step),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: panelKeys.synonyms() }),
        client.invalidateQueries({ queryKey: inboxCountQuery().queryKey }),
      ]),
  });
}
