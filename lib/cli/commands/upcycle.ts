import path from 'node:path';
import * as z from 'zod';
import { writeModelDirectory } from '../../training/model/model-directory';
import { readModel } from '../../training/model/read-model';
import { upcycle } from '../../training/model/upcycle';
import type { Command } from '../command';
import { modelDirectoryOf } from '../model-reference';
import { readOptions } from '../read-options';

const options = z.object({
  base: z.string().min(1),
  experts: z.coerce.number().int().min(2).max(64),
  'top-k': z.coerce.number().int().min(1).max(8).default(2),
  seed: z.coerce.number().int().default(1),
  out: z.string().min(1),
});
const usage = 'upcycle --base MODEL --experts N [--top-k K] [--seed N] --out MODEL';

export const command: Command = {
  name: 'upcycle',
  summary: 'cli.upcycle',
  usage,
  async run(args) {
    const given = readOptions(options, args, usage);
    const { experts, seed } = given;
    const dense = await readModel(await modelDirectoryOf(given.base));
    const mixture = upcycle(dense, { experts, topK: given['top-k'], seed });
    const name = path.basename(path.resolve(given.out));
    await writeModelDirectory(given.out, { ...mixture, name }, 'float32');
    const { parameters } = mixture.card;
    process.stdout.write(`${JSON.stringify({ model: given.out, name, parameters, experts })}\n`);
    return 0;
  },
};
