import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { openBackup, writeBackup } from '../../keeping/server';
import { commandActorId, type Command } from '../command';
import { readOptions } from '../read-options';
import { withDatabase } from '../with-database';

const usage = 'backup --to FILE|-';

const options = z.object({ to: z.string().min(1) });

async function writeToOutput(): Promise<object> {
  const backup = openBackup();
  await pipeline(backup.bytes, process.stdout, { end: false });
  return backup.summary();
}

async function run(args: readonly string[]): Promise<number> {
  const { to } = readOptions(options, args, usage);
  const written = await withDatabase((): Promise<object> =>
    to === '-' ? writeToOutput() : writeBackup(commandActorId, to),
  );
  process.stderr.write(`${JSON.stringify(written)}\n`);
  return 0;
}

export const command: Command = { name: 'backup', summary: 'cli.backup', usage, run };
