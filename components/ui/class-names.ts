import { clsx } from 'clsx';

/**
 * Joins class names. What a caller may change is written `base:…` (see globals.css), which any other
 * class wins over; two plain ones that say different things are a mistake.
 */
export const classNames = clsx;
