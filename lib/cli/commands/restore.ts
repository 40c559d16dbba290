import * as z from 'zod';
import { restoreBackup } from '../../keeping/server';
import { commandActorId, type Command } from '../command';
import { readOptions } from '../read-options';
import { withIdleDatabase } from '../with-database';

const usage = 'restore --from FILE';

const options = z.object({ from: z.string().min(1) });

async function run(args: readonly string[]): Promise<number> {
  const { from } = readOptions(options, args, usage);
  const restored = await withIdleDatabase(() => restoreBackup(commandActorId, from));
  process.stderr.write(`${JSON.stringify(restored)}\n`);
  return 0;
}

export const command: Command = { name: 'restore', summary: 'cli.restore', usage, run };
