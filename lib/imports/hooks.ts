import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiClient } from '../browser/api-client';
import type { ImportStep, StartImportInput, WithdrawalChoice } from './contract';
import { importKeys } from './queries';
import type * as endpoints from './endpoints';

const { call, upload } = apiClient<typeof endpoints>();

export interface UploadRequest {
  readonly file: File;
  readonly signal: AbortSignal;
  readonly onProgress: (sentBytes: number) => void;
}

/** Sends a file; the answer is the import that waits for its mapping. */
export function useUploadFile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, signal, onProgress }: UploadRequest) =>
      upload('POST /api/imports', { query: { fileName: file.name }, file, signal, onProgress }),
    onSuccess: () => client.invalidateQueries({ queryKey: importKeys.all() }),
  });
}

/** Confirms the mapping and starts the import. */
export function useStartImport(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: StartImportInput) =>
      call('POST /api/imports/{id}/start', { params: { id }, body }),
    onSettled: () => client.invalidateQueries({ queryKey: importKeys.all() }),
  });
}

/** Says whether what a full feed left out is withdrawn. */
export function useDecideWithdrawals(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: WithdrawalChoice) =>
      call('POST /api/imports/{id}/withdrawals', { params: { id }, body: { choice } }),
    onSettled: () => client.invalidateQueries({ queryKey: importKeys.all() }),
  });
}

/** Pauses, resumes or cancels an import. */
export function useSteerImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, step }: { id: string; step: ImportStep }) =>
      call(`POST /api/imports/{id}/${step}`, { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: importKeys.all() }),
  });
}
