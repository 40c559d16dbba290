import * as z from 'zod';

/** Our fields that a column can feed; columns that feed none become raw metadata. */
export const productField = z.enum([
  'externalId',
  'seller',
  'category',
  'title',
  'spec',
  'description',
  'brand',
  'price',
  'currency',
  'imageUrls',
  'gtin',
  'groupKey',
  'status',
]);
export type ProductField = z.infer<typeof productField>;
export const productFields = productField.options;
