import path from 'node:path';
import * as z from 'zod';
import { AppError } from '../../platform/errors';
import { extractionLine, readAllLines } from '../../extraction/extraction-file';
import { measureInt8 } from '../../training/model/measure-int8';
import { writeModelDirectory } from '../../training/model/model-directory';
import { readModel } from '../../training/model/read-model';
import type { Command } from '../command';
import { modelDirectoryOf } from '../model-reference';
import { readOptions } from '../read-options';

const options = z.object({
  model: z.string().min(1),
  out: z.string().min(1),
  gold: z.string().optional(),
  'most-loss': z.coerce.number().min(0).default(0.3),
});
const usage = 'quantize --model MODEL --out MODEL [--gold FILE [--most-loss POINTS]]';

export const command: Command = {
  name: 'quantize',
  summary: 'cli.quantize',
  usage,
  async run(args) {
    const given = readOptions(options, args, usage);
    const model = await readModel(await modelDirectoryOf(given.model));
    const name = path.basename(path.resolve(given.out));
    const limit = given['most-loss'];
    const measured =
      given.gold === undefined
        ? null
        : await measureInt8(model, await readAllLines(given.gold, extractionLine), 2);
    if (measured !== null) {
      const { float32F1, int8F1 } = measured;
      process.stderr.write(`F1 ${float32F1.toFixed(2)} as float32, ${int8F1.toFixed(2)} as int8\n`);
      if (float32F1 - int8F1 > limit) {
        const loss = (float32F1 - int8F1).toFixed(2);
        throw new AppError('conflict', 'training.int8-costs', { loss, limit });
      }
    }
    const card = { ...model.card, precision: 'int8', int8: measured ?? model.card.int8 };
    await writeModelDirectory(given.out, { ...model, name, card }, 'int8');
    process.stdout.write(`${JSON.stringify({ model: given.out, precision: 'int8', measured })}\n`);
    return 0;
  },
};
