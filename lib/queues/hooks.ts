'use client';

import { useQueryClient, useMutation } from '@tanstack/react-query';
import { curationKeys } from '../curation/queries';
import { saveQueue, deleteQueue } from './queries';

export function useSaveQueue() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: saveQueue,
    onSuccess: () => client.invalidateQueries({ queryKey: curationKeys.queues() }),
  });
}

export function useDeleteQueue() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deleteQueue,
    onSuccess: () => client.invalidateQueries({ queryKey: curationKeys.queues() }),
  });
}
