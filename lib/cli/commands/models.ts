import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../../platform/errors';
import { listModels } from '../../proposals/server';
import { registerModel } from '../../proposals/server/worker';
import { promoteInput } from '../../training/contract';
import { promoteModel, rollBack } from '../../training/server';
import { commandActor, type Command } from '../command';
import { readEvaluations } from '../model-reference';
import { readOptions } from '../read-options';
import { withDatabase } from '../with-database';

const usage =
  'models list | models import --model DIRECTORY | models promote --model NAME [--reason TEXT] | ' +
  'models roll-back --model NAME';
const named = z.object({ model: z.string().min(1) });

export const command: Command = {
  name: 'models',
  summary: 'cli.models',
  usage,
  async run([step = 'list', ...args]) {
    switch (step) {
      case 'list': {
        readOptions(z.object({}), args, usage);
        const { models } = await withDatabase(() => listModels());
        for (const { name, state, kind, createdAt } of models) {
          process.stdout.write(`${state.padEnd(10)} ${kind.padEnd(10)} ${createdAt}  ${name}\n`);
        }
        const names = models.map(({ name, state, kind }) => ({ name, state, kind }));
        process.stdout.write(`${JSON.stringify({ models: names })}\n`);
        return 0;
      }
      case 'import': {
        const { model } = readOptions(named, args, usage);
        const evaluations = await readEvaluations(model);
        const name = await withDatabase(() => registerModel(model, evaluations, commandActor.id));
        const kept = evaluations.map((evaluation) => evaluation.name);
        process.stdout.write(`${JSON.stringify({ model: name, evaluations: kept })}\n`);
        return 0;
      }
      case 'promote': {
        const options = named.extend({ reason: promoteInput.shape.reason });
        const { model, reason } = readOptions(options, args, usage);
        const wish = { id: randomUUID(), reason };
        const change = await withDatabase(() =>
          promoteModel(commandActor, model, wish, new Date()),
        );
        process.stdout.write(`${JSON.stringify(change)}\n`);
        return 0;
      }
      case 'roll-back': {
        const { model: from } = readOptions(named, args, usage);
        const wish = { id: randomUUID(), from };
        const change = await withDatabase(() => rollBack(commandActor, wish, new Date()));
        process.stdout.write(`${JSON.stringify(change)}\n`);
        return 0;
      }
      default:
        throw new AppError('invalid', 'errors.bad-arguments', { detail: step, usage });
    }
  },
};
