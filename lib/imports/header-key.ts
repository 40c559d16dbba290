import { spellingKey } from '../values/text-forms';

/** A header without case, spaces, signs and what stands in brackets. */
export function headerKey(header: string): string {
  return spellingKey(header.replace(/\([^)]*\)|\[[^\]]*\]|[_*\-.]/g, ' ')).replace(/\s/g, '');
}
