import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type * as endpoints from './endpoints';
import { deadJobsQuery } from './queries';

const { call } = apiClient<typeof endpoints>();

export function useRunJobAgain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('POST /api/jobs/dead/{id}/run-again', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: deadJobsQuery.queryKey }),
  });
}
