import * as z from 'zod';
import { conll } from './conll';
import { csv } from './csv';
import { extraction } from './extraction';
import type { DatasetFormat } from './format';
import { chat, kto, preference, promptCompletion } from './messages';
import { parquet } from './parquet';
import { triples } from './triples';

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

export const formats: Readonly<Record<FormatName, DatasetFormat>> = {
  extraction,
  chat,
  'prompt-completion': promptCompletion,
  preference,
  kto,
  triples,
  conll,
  csv,
  parquet,
};
