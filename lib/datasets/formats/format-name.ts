import * as z from 'zod';

/** Every format's name, apart from the writers: a browser needs the names alone. */
export const formatName = z.enum([
  'extraction',
  'chat',
  'prompt-completion',
  'preference',
  'kto',
  'triples',
  'conll',
  'csv',
  'parquet',
]);
export type FormatName = z.infer<typeof formatName>;
