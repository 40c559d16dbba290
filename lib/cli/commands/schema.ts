import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { draftFromListings, exportSchemas, importSchemas } from '../../catalogue/server';
import { findCategoryKey } from '../../imports/server';
import { AppError } from '../../platform/errors';
import { commandActorId, type Command } from '../command';
import { withDatabase } from '../with-database';

const usage =
  'schema export --out FILE [--category KEY]… | schema draft --category KEY|NAME --out FILE | schema import FILE';

async function exportTo(file: string, keys: readonly string[]): Promise<unknown> {
  const documents = await exportSchemas(keys.length > 0 ? keys : undefined);
  await writeFile(file, `${JSON.stringify(documents, null, 2)}\n`);
  return { file, schemas: documents.length };
}

/**
 * Writes the schema that a category has with what its listings suggest behind it, to be edited and
 * imported; how often each suggestion stands in them goes to the terminal.
 */
async function draftTo(file: string, category: string): Promise<unknown> {
  const key = await findCategoryKey(category);
  const [documents, draft] = await Promise.all([exportSchemas([key]), draftFromListings(key)]);
  const [document] = documents;
  if (document === undefined) {
    throw new AppError('not-found', 'errors.not-found', { subject: `category ${key}` });
  }
  const held = new Set(document.attributes.map((attribute) => attribute.key));
  const fresh = draft.attributes.filter(({ attribute }) => !held.has(attribute.key));
  const attributes = [...document.attributes, ...fresh.map(({ attribute }) => attribute)];
  await writeFile(file, `${JSON.stringify([{ ...document, attributes }], null, 2)}\n`);
  for (const { attribute, coverage } of fresh) {
    const share = coverage === null ? '' : `${Math.round(coverage * 100)} %`;
    process.stderr.write(`${share.padStart(5)}  ${attribute.nameKo} (${attribute.type})\n`);
  }
  return { file, category: key, listings: draft.listings, drafted: fresh.length };
}

async function readDocuments(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalid', 'catalogue.errors.not-json', { file });
  }
}

/** The work that the arguments ask for; what is wrong with them or the file shows before it starts. */
async function planWork(args: readonly string[]): Promise<() => Promise<unknown>> {
  const { step, file, out, keys } = readArguments(args);
  if (step === 'export' && out !== undefined && file === undefined) {
    return () => exportTo(out, keys);
  }
  const [category] = keys;
  if (step === 'draft' && category !== undefined && keys.length === 1 && out !== undefined) {
    if (file === undefined) return () => draftTo(out, category);
  }
  if (step === 'import' && file !== undefined && out === undefined) {
    const documents = await readDocuments(file);
    return () => importSchemas(commandActorId, documents, new Date());
  }
  throw new AppError('invalid', 'errors.bad-arguments', { detail: args.join(' '), usage });
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string' }, category: { type: 'string', multiple: true } },
    });
    const [step, file] = positionals;
    return { step, file, out: values.out, keys: values.category ?? [] };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('invalid', 'errors.bad-arguments', { detail, usage }, [], { cause });
  }
}

export const command: Command = {
  name: 'schema',
  summary: 'cli.schema',
  usage,
  async run(args) {
    const result = await withDatabase(await planWork(args));
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return 0;
  },
};
