import { isControlTarget, isPress, isTypingTarget } from '@/lib/browser/keyboard';
import { useKeyMap } from '@/lib/desk/hooks';
import { findKey, type KeyId } from '@/lib/desk/key-registry';
import { useEffect, useEffectEvent } from 'react';

const fixedKeys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Escape', 'Enter'] as const;
export type FixedKey = (typeof fixedKeys)[number];

/**
 * Keys of a page beside the review screen; its letters are wherever the person put them there.
 * `act` answers false when the key stays the browser's. Answers the letters as the key caps show them.
 */
export function usePageKeys<Letter extends KeyId>(
  letters: readonly Letter[],
  act: (key: Letter | FixedKey) => boolean,
): ReturnType<typeof useKeyMap> {
  const keys = useKeyMap();
  const readKey = (event: KeyboardEvent): Letter | FixedKey | null => {
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
    const fixed = fixedKeys.find((code) => code === event.code);
    if (fixed) return isPlain ? fixed : null;
    const id = findKey(keys.bindings, event, keys.preferences);
    return letters.find((letter) => letter === id) ?? null;
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
