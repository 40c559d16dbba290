import path from 'node:path';
import * as z from 'zod';
import { writeModelDirectory } from '../../training/model-directory';
import { readModel } from '../../training/read-model';
import type { Command } from '../command';
import { readOptions } from '../read-options';

const options = z.object({ model: z.string().min(1), out: z.string().min(1) });
const usage = 'quantize --model MODEL --out MODEL';

export const command: Command = {
  name: 'quantize',
  summary: 'cli.quantize',
  usage,
  async run(args) {
    const given = readOptions(options, args, usage);
    const model = await readModel(given.model);
    const name = path.basename(path.resolve(given.out));
    const card = { ...model.card, precision: 'int8' };
    await writeModelDirectory(given.out, { ...model, name, card }, 'int8');
    process.stdout.write(`${JSON.stringify({ model: given.out, precision: 'int8' })}\n`);
    return 0;
  },
};
