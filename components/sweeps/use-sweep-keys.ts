import { isControlTarget, isPress, isTypingTarget } from '@/lib/browser/keyboard';
import { useKeyMap } from '@/lib/curation/hooks';
import { findKey } from '@/lib/curation/key-registry';
import { useEffect, useEffectEvent } from 'react';

const letterKeys = ['accept', 'reject', 'undo'] as const;
type LetterKey = (typeof letterKeys)[number];

const fixedKeys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Escape', 'Enter'] as const;
type FixedKey = (typeof fixedKeys)[number];

export type SweepKey = LetterKey | FixedKey;

/**
 * Keys of the sweep pages; A, R and Z are wherever the person put them on the review screen.
 * `act` answers false when the key stays the browser's. Answers the letters as the key caps show them.
 */
export function useSweepKeys(act: (key: SweepKey) => boolean): ReturnType<typeof useKeyMap> {
  const keys = useKeyMap();
  const readKey = (event: KeyboardEvent): SweepKey | null => {
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
    const fixed = fixedKeys.find((code) => code === event.code);
    if (fixed) return isPlain ? fixed : null;
    const id = findKey(keys.bindings, event, keys.preferences);
    return letterKeys.find((letter) => letter === id) ?? null;
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !isPress(event) || isTypingTarget(event.target)) return;
    const key = readKey(event);
    if (key === null || (key === 'Enter' && isControlTarget(event.target))) return;
    if (act(key)) event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return keys;
}
