import * as z from 'zod';

/** What PostgreSQL's `integer` holds. */
const largestRowId = 2_147_483_647;

/** The number of a row, in a body. */
export const rowId = z.number().int().min(1).max(largestRowId);

/** The number of a row, in a path or a query. */
export const rowIdInAddress = z.coerce.number<number>().int().min(1).max(largestRowId);

/** A moment that somebody names; PostgreSQL counts from the year 1. */
export const instant = z.iso
  .datetime()
  .refine((text) => !text.startsWith('0000'), 'there was no year 0');
