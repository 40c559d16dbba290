import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { exportQuery, type ExportQuery } from '../../curation/contract';
import { startExport } from '../../curation/server';
import { closeDatabase } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import type { Command } from '../command';

const usage =
  'export --format chat|prompt-completion [--category KEY] [--since ISO] [--which corrections|all] --out FILE|-';

interface Wish {
  readonly query: ExportQuery;
  /** File, or `-` for standard output. */
  readonly out: string;
}

function readArguments(args: readonly string[]): Wish {
  const options = {
    format: { type: 'string' },
    category: { type: 'string' },
    since: { type: 'string' },
    which: { type: 'string' },
    out: { type: 'string' },
  } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError('invalid', 'errors.bad-arguments', { detail, usage });
  }
  const { category, out, ...rest } = values;
  if (out === undefined) {
    throw new AppError('invalid', 'errors.bad-arguments', { detail: '--out', usage });
  }
  return { query: parseInput(exportQuery, { ...rest, categoryKey: category }, '--'), out };
}

async function run(args: readonly string[]): Promise<number> {
  const { query, out } = readArguments(args);
  try {
    const { pieces } = await startExport({ id: 'system' }, query, new Date());
    let lines = 0;
    const counted = new Transform({
      transform(piece: Buffer, _encoding, done) {
        for (const byte of piece) if (byte === 0x0a) lines += 1;
        done(null, piece);
      },
    });
    const source = Readable.from(pieces, { objectMode: false });
    if (out === '-') await pipeline(source, counted, process.stdout, { end: false });
    else await pipeline(source, counted, createWriteStream(out));
    process.stderr.write(`${JSON.stringify({ lines, out })}\n`);
    return 0;
  } finally {
    await closeDatabase();
  }
}

export const command: Command = {
  name: 'export',
  summary: 'Writes decisions as JSON Lines for fine-tuning; - writes them to standard output.',
  usage,
  run,
};
