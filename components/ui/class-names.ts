import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

// Our text sizes would else be taken for colours, and the colour beside them dropped.
const merge = extendTailwindMerge({
  extend: { theme: { text: ['label', 'base', 'value', 'title'] } },
});

/** Joins class names; the later one wins where two say different things. */
export function classNames(...values: ClassValue[]): string {
  return merge(clsx(values));
}
