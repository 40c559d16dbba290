import { queryOptions } from '@tanstack/react-query';
import { apiClient } from '../../browser/api-client';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export function uploadsQuery(versionId: string) {
  return queryOptions({
    queryKey: ['dataset-uploads', versionId],
    queryFn: ({ signal }) =>
      call('GET /api/datasets/versions/{id}/uploads', { params: { id: versionId }, signal }),
    // Only what is under way changes by itself.
    refetchInterval: ({ state }) =>
      state.data?.uploads.some((each) => each.state === 'queued' || each.state === 'running')
        ? 1_500
        : false,
  });
}
