'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { curationKeys, revertCommit } from './queries';

/** Reverts a commit under a new id that stays the same when the call is tried again. */
export function useRevertCommit(id: string) {
  const client = useQueryClient();
  const [commitId] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: () => revertCommit(id, commitId),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: curationKeys.commits() }),
        client.invalidateQueries({ queryKey: curationKeys.catalogue() }),
      ]),
  });
}
