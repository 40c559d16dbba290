import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/**
 * Names that this browser remembers under `key`, e.g. the columns that somebody hid; none on the
 * server. Storage that is full or forbidden forgets them with the page.
 */
export function useStoredNames(
  key: string,
): [ReadonlySet<string>, (names: Iterable<string>) => void] {
  const stored = useSyncExternalStore(
    subscribe,
    () => readItem(key),
    () => '',
  );
  const write = (names: Iterable<string>) => {
    try {
      localStorage.setItem(key, [...names].join(' '));
    } catch {
      return;
    }
    for (const listener of listeners) listener();
  };
  return [new Set(stored.split(' ').filter(Boolean)), write];
}

function readItem(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
