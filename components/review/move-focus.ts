import { useEffect, useRef, type RefObject } from 'react';

/** Arrow keys over the `data-item` elements of a panel; false where the key is none. */
export function moveFocus(panel: HTMLElement, code: string): boolean {
  const step = code === 'ArrowDown' ? 1 : code === 'ArrowUp' ? -1 : 0;
  if (step === 0) return false;
  const items = [...panel.querySelectorAll<HTMLElement>('[data-item]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const next = items[Math.min(items.length - 1, Math.max(0, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}

/** Puts the focus on the first item as soon as there is one; once, whatever is shown later. */
export function useFirstItem(panel: RefObject<HTMLElement | null>, isLoaded: boolean): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (!isLoaded || isDone.current) return;
    isDone.current = true;
    panel.current?.querySelector<HTMLElement>('[data-item]')?.focus();
  }, [panel, isLoaded]);
}
