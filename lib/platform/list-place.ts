import * as z from 'zod';
import { AppError } from './errors';
import { instant } from './inputs';

const place = z.tuple([instant, z.uuid()]);

/** Where a page of a list ends that is sorted by time; the next one begins behind it. */
export function writeListPlace(at: string, id: string): string {
  return `${at}_${id}`;
}

/** @throws AppError `invalid` for a cursor that no page has given */
export function readListPlace(cursor: string): { readonly at: string; readonly id: string } {
  const { data } = place.safeParse(cursor.split('_'));
  if (!data) throw new AppError('invalid', 'errors.bad-cursor');
  return { at: data[0], id: data[1] };
}
