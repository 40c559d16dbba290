import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiClient } from '../../browser/api-client';
import { uploadsQuery } from './queries';
import type * as endpoints from './endpoints';

const { call } = apiClient<typeof endpoints>();

export function useUploadDataset(versionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      call('POST /api/datasets/versions/{id}/uploads', { params: { id: versionId } }),
    onSettled: () => client.invalidateQueries({ queryKey: uploadsQuery(versionId).queryKey }),
  });
}
