'use client';

import { useMutation } from '@tanstack/react-query';
import { useState, useEffect, useSyncExternalStore } from 'react';
import type { DeskController } from './desk-controller';
import type { DeskScope, DeskView } from './desk-view';
import {
  readKeyPreferences,
  applyPreferences,
  keyRegistry,
  defaultKeyPreferences,
  type KeyBinding,
  type KeyPreferences,
} from './key-registry';
import { openDesk } from './open-desk';
import { takeOver } from './queries';

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

/** Takes a product from its holder, under a token that stays the same when the call is tried again. */
export function useTakeOver(productId: number) {
  const [token] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (fromUserId: string) => takeOver(productId, { fromUserId, token }),
  });
}
