import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { exportSchemas, importSchemas } from '../../catalogue/server';
import { AppError } from '../../platform/errors';
import { commandActorId, type Command } from '../command';
import { withDatabase } from '../with-database';

const usage = 'schema export --out FILE [--category KEY]… | schema import FILE';

async function exportTo(file: string, keys: readonly string[]): Promise<unknown> {
  const documents = await exportSchemas(keys.length > 0 ? keys : undefined);
  await writeFile(file, `${JSON.stringify(documents, null, 2)}\n`);
  return { file, schemas: documents.length };
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
