import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../../browser/fetch-json';
import type { DatasetUpload } from './contract';
import { uploadsQuery } from './queries';

export function useUploadDataset(versionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      fetchJson<DatasetUpload>(`/api/datasets/versions/${versionId}/uploads`, {
        method: 'POST',
      }),
    onSettled: () => client.invalidateQueries({ queryKey: uploadsQuery(versionId).queryKey }),
  });
}
