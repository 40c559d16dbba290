'use client';

import { useQueryClient, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { curationKeys } from '../curation/queries';
import type { ApplySweepInput } from './contract';
import { applySweep, undoSweep } from './queries';

/** Accepts one group under an id that stays the same when the call is tried again. */
export function useApplySweep() {
  const client = useQueryClient();
  const [id] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (input: ApplySweepInput) => applySweep(id, input),
    onSuccess: () =>
      Promise.all(
        ['groups', 'made'].map((part) =>
          client.invalidateQueries({ queryKey: [...curationKeys.sweeps(), part] }),
        ),
      ),
  });
}

export function useUndoSweep() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: undoSweep,
    onSettled: () => client.invalidateQueries({ queryKey: curationKeys.sweeps() }),
  });
}
