import { clsx, type ClassValue } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Joins class names; the later one wins where two say different things. */
export function classNames(...values: ClassValue[]): string {
  return twMerge(clsx(values));
}
