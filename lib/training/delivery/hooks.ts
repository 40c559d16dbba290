import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../../browser/fetch-json';
import { datasetUpload } from './contract';
import { uploadsQuery } from './queries';

export function useUploadDataset(versionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      fetchJson(`/api/datasets/versions/${versionId}/uploads`, {
        method: 'POST',
        answer: datasetUpload,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: uploadsQuery(versionId).queryKey }),
  });
}
