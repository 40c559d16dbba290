'use client';

import { useQueryClient, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { curationKeys } from '../curation/queries';
import type { Verdict } from './contract';
import { sendVerdicts } from './queries';

/** Settles one round under a commit id that stays the same when the call is tried again. */
export function useSettleRound(id: string) {
  const client = useQueryClient();
  const [commitId] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (verdicts: Verdict[]) => sendVerdicts(id, { commitId, verdicts }),
    onSuccess: () => client.invalidateQueries({ queryKey: curationKeys.overlaps() }),
  });
}
