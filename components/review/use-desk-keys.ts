import { isControlTarget, isPress, isTypingTarget } from '@/lib/browser/keyboard';
import { findKey, type KeyBinding, type KeyId, type KeyPreferences } from '@/lib/desk/key-registry';
import { useEffect, useEffectEvent } from 'react';

interface DeskKeys {
  readonly bindings: readonly KeyBinding[];
  readonly preferences: KeyPreferences;
  /** A dialog is open: every key is its own. */
  readonly isOff: boolean;
  readonly isEditing: boolean;
  /** False when the key stays the browser's. */
  act(id: KeyId): boolean;
  onKey(): void;
  onEscape(): void;
}

/** While a value is being typed only these work; other keys go on with the typing. */
const whileEditing: ReadonlySet<KeyId> = new Set(['set-from-selection', 'commands']);
const moves: ReadonlySet<KeyId> = new Set(['next-row', 'previous-row']);
const pressesControl: ReadonlySet<KeyId> = new Set(['next-needed', 'previous-needed']);

/** Keys of the desk, wherever the browser's focus is, unless it is in a field or a dialog. */
export function useDeskKeys(keys: DeskKeys): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (keys.isOff || event.defaultPrevented || isTypingTarget(event.target)) {
      if (isTypingTarget(event.target) && isPress(event)) keys.onKey();
      return;
    }
    if (!isPress(event)) return;
    keys.onKey();
    if (event.code === 'Escape') return keys.onEscape();
    const id = findKey(keys.bindings, event, keys.preferences);
    if (keys.isEditing && (id === null || !whileEditing.has(id))) return returnToEditor(event);
    if (id === null || isElsewhere(event, id)) return;
    if (keys.act(id)) event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Enter on a link presses the link; arrows in a pane that was reached by Tab scroll it. */
function isElsewhere({ target }: KeyboardEvent, id: KeyId): boolean {
  if (!(target instanceof Element) || target === document.body) return false;
  if (pressesControl.has(id)) return isControlTarget(target);
  const isInGrid = target.closest('[role="grid"]') !== null;
  return moves.has(id) && !isInGrid && target.matches(':focus-visible');
}

function returnToEditor(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  document.querySelector<HTMLInputElement>('[data-editor] input')?.focus();
}
