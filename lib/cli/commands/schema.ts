import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { exportSchemas, importSchemas } from '../../catalogue/server';
import { closeDatabase } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { Command } from '../command';

function badArguments(detail: string): AppError {
  return new AppError('invalid', 'errors.bad-arguments', { detail, usage: command.usage });
}

async function exportTo(file: string, keys: readonly string[]): Promise<unknown> {
  const documents = await exportSchemas(keys.length > 0 ? keys : undefined);
  await writeFile(file, `${JSON.stringify(documents, null, 2)}\n`);
  return { file, schemas: documents.length };
}

async function importFrom(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    throw new AppError('invalid', 'catalogue.errors.not-json', { file });
  }
  return importSchemas('system', input, new Date());
}

export const command: Command = {
  name: 'schema',
  summary: '속성 스키마를 JSON으로 내보내기, 가져오기',
  usage: 'avenue schema export --out FILE [--category KEY]… | avenue schema import FILE',
  async run(args) {
    const [step, ...rest] = args;
    const { values, positionals } = parseArgs({
      args: rest,
      allowPositionals: true,
      options: { out: { type: 'string' }, category: { type: 'string', multiple: true } },
    });
    const [file] = positionals;
    try {
      let result: unknown;
      if (step === 'export' && values.out) {
        result = await exportTo(values.out, values.category ?? []);
      } else if (step === 'import' && file) {
        result = await importFrom(file);
      } else {
        throw badArguments(args.join(' '));
      }
      process.stdout.write(`${JSON.stringify(result)}\n`);
      return 0;
    } finally {
      await closeDatabase();
    }
  },
};
