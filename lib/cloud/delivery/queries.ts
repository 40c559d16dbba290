import { queryOptions } from '@tanstack/react-query';
import { fetchJson } from '../../browser/fetch-json';
import type { UploadList } from './contract';

export function uploadsQuery(versionId: string) {
  return queryOptions({
    queryKey: ['dataset-uploads', versionId],
    queryFn: ({ signal }) =>
      fetchJson<UploadList>(`/api/datasets/versions/${versionId}/uploads`, { signal }),
    // Only what is under way changes by itself.
    refetchInterval: ({ state }) =>
      state.data?.uploads.some((each) => each.state === 'queued' || each.state === 'running')
        ? 1_500
        : false,
  });
}
