import * as z from 'zod';
import { AppError } from '../../platform/errors';
import { listModels } from '../../proposals/server';
import { promoteModel, registerModel } from '../../proposals/server/model-registry';
import { commandActorId, type Command } from '../command';
import { readEvaluations } from '../model-reference';
import { readOptions } from '../read-options';
import { withDatabase } from '../with-database';

const usage = 'models list | models import --model DIRECTORY | models promote --model NAME';
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
        const name = await withDatabase(() => registerModel(model, evaluations, commandActorId));
        const kept = evaluations.map((evaluation) => evaluation.name);
        process.stdout.write(`${JSON.stringify({ model: name, evaluations: kept })}\n`);
        return 0;
      }
      case 'promote': {
        const { model } = readOptions(named, args, usage);
        await withDatabase(() => promoteModel(model, commandActorId));
        process.stdout.write(`${JSON.stringify({ model, state: 'production' })}\n`);
        return 0;
      }
      default:
        throw new AppError('invalid', 'errors.bad-arguments', { detail: step, usage });
    }
  },
};
