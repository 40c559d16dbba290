import { conll } from './conll';
import { csv } from './csv';
import { extraction } from './extraction';
import type { DatasetFormat } from './format';
import type { FormatName } from './format-name';
import { chat, kto, preference, promptCompletion } from './messages';
import { parquet } from './parquet';
import { triples } from './triples';

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
