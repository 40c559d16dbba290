import { queryOptions } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { CategoryDecision, CategoryDecisionInput, CategoryUndoInput } from './contract';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

const linesAtOnce = 50;

/** The first products whose category waits for a person. */
export const sortingQuery = () =>
  queryOptions({
    queryKey: ['sorting'] as const,
    queryFn: ({ signal }) =>
      call('GET /api/category-proposals', { query: { limit: linesAtOnce }, signal }),
  });

export function decideCategory(id: number, body: CategoryDecisionInput): Promise<CategoryDecision> {
  return call('POST /api/category-proposals/{id}/decisions', { params: { id }, body });
}

export function undoCategoryDecision(
  id: number,
  body: CategoryUndoInput,
): Promise<CategoryDecision> {
  return call('POST /api/category-proposals/{id}/undo', { params: { id }, body });
}

export function proposeAgain(): Promise<void> {
  return call('POST /api/category-proposals', {});
}
