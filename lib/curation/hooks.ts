'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { DeskController } from './desk-controller';
import type { DeskScope, DeskView } from './desk-view';
import {
  applyPreferences,
  defaultKeyPreferences,
  keyRegistry,
  readKeyPreferences,
  type KeyBinding,
  type KeyPreferences,
} from './key-registry';
import { openDesk } from './open-desk';
import {
  applySweep,
  curationKeys,
  deleteQueue,
  revertCommit,
  saveQueue,
  sendVerdicts,
  takeOver,
  undoSweep,
} from './queries';
import type { Verdict } from './overlap-contract';
import type { ApplySweepInput } from './sweep-contract';

/**
 * The desk of one person: started with the component, its leases given back with it. Only in the
 * browser, and for one scope: give the component a `key` of the scope.
 */
export function useDesk(
  scope: DeskScope,
  userId: string,
): { readonly view: DeskView; readonly controller: DeskController } {
  const [{ controller, start }] = useState(() => openDesk(scope, userId));
  useEffect(start, [start]);
  const view = useSyncExternalStore(controller.subscribe, controller.view);
  return { view, controller };
}

/** The time in milliseconds, anew every `intervalMs`; for countdowns. */
export function useNow(intervalMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return now;
}

const preferencesKey = 'avenue-keys';

/** The key map as this browser's person changed it. */
export function useKeyMap(): {
  readonly bindings: readonly KeyBinding[];
  readonly preferences: KeyPreferences;
  save(preferences: KeyPreferences): void;
} {
  const [preferences, setPreferences] = useState(() =>
    readKeyPreferences(localStorage.getItem(preferencesKey)),
  );
  return {
    bindings: applyPreferences(keyRegistry, preferences),
    preferences,
    save(changed) {
      setPreferences(changed);
      if (changed === defaultKeyPreferences) localStorage.removeItem(preferencesKey);
      else localStorage.setItem(preferencesKey, JSON.stringify(changed));
    },
  };
}

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

/** Takes a product from its holder, under a token that stays the same when the call is tried again. */
export function useTakeOver(productId: number) {
  const [token] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (fromUserId: string) => takeOver(productId, { fromUserId, token }),
  });
}

/** Settles one round under a commit id that stays the same when the call is tried again. */
export function useSettleRound(id: string) {
  const client = useQueryClient();
  const [commitId] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (verdicts: Verdict[]) => sendVerdicts(id, { commitId, verdicts }),
    onSuccess: () => client.invalidateQueries({ queryKey: curationKeys.overlaps() }),
  });
}
