'use client';

import { useQueryClient, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { curationKeys } from '../curation/queries';
import type { Verdict } from './contract';
import { readNextDispute, sendVerdicts } from './queries';

/** Settles one round under a commit id that stays the same when the call is tried again. */
export function useSettleRound(id: string) {
  const client = useQueryClient();
  const [commitId] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: async (verdicts: Verdict[]) => {
      await sendVerdicts(id, { commitId, verdicts });
      // What is settled stays settled when the next one cannot be asked for.
      return readNextDispute().catch(() => null);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: curationKeys.overlaps() }),
  });
}
