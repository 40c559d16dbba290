import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fetchJson } from '../browser/fetch-json';
import { uploadFile } from '../browser/upload-file';
import type { ImportStep, ImportSummary, StartImportInput } from './contract';
import { importKeys } from './queries';

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
      uploadFile<ImportSummary>(`/api/imports?fileName=${encodeURIComponent(file.name)}`, file, {
        signal,
        onProgress,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: importKeys.all() }),
  });
}

/** Confirms the mapping and starts the import. */
export function useStartImport(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: StartImportInput) =>
      fetchJson<ImportSummary>(`/api/imports/${id}/start`, { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: importKeys.all() }),
  });
}

/** Pauses, resumes or cancels an import. */
export function useSteerImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, step }: { id: string; step: ImportStep }) =>
      fetchJson<ImportSummary>(`/api/imports/${id}/${step}`, { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: importKeys.all() }),
  });
}
