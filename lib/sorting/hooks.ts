'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CategoryDecision, SortingLine } from './contract';
import { decideCategory, proposeAgain, sortingQuery, undoCategoryDecision } from './queries';

interface Choice {
  readonly line: SortingLine;
  readonly toKey: string;
  /** Stays the same when the call is tried again. */
  readonly decisionId: string;
}

/** Decides where a product belongs; it leaves the list at once and comes back when that fails. */
export function useDecideCategory() {
  const client = useQueryClient();
  const { queryKey } = sortingQuery();
  return useMutation({
    mutationFn: ({ line, toKey, decisionId }: Choice) =>
      decideCategory(line.id, { decisionId, head: line.head, toKey }),
    onMutate: async ({ line }) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, (page) =>
        page
          ? {
              ...page,
              proposals: page.proposals.filter(({ id }) => id !== line.id),
              total: page.total === null ? null : page.total - 1,
            }
          : page,
      );
    },
    onError: () => client.invalidateQueries({ queryKey }),
    onSuccess: () => {
      const left = client.getQueryData(queryKey)?.proposals.length ?? 0;
      return left === 0 ? client.invalidateQueries({ queryKey }) : undefined;
    },
  });
}

export function useUndoCategoryDecision() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, proposalId }: CategoryDecision) =>
      undoCategoryDecision(proposalId, { decisionId: crypto.randomUUID(), head: id }),
    onSettled: () => client.invalidateQueries({ queryKey: sortingQuery().queryKey }),
  });
}

export function useProposeAgain() {
  return useMutation({ mutationFn: proposeAgain });
}
