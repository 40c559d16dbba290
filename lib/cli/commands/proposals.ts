import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { parseInput } from '../../platform/route';
import { requestProposalsInput, type RunStep } from '../../proposals/contract';
import {
  listModels,
  listRuns,
  readRunDetail,
  requestProposals,
  steerRun,
} from '../../proposals/server';
import { commandActor, type Command } from '../command';
import { readOptions } from '../read-options';
import { runAction, type Actions } from '../run-action';

const usage =
  'proposals list | proposals request [--category KEY | --products ID,ID,…] | proposals show --run ID | ' +
  'proposals pause|resume|cancel|retry-failed --run ID | proposals serving';

const runOption = z.object({ run: z.uuid() });

const requestOptions = z.object({
  category: z.string().min(1).optional(),
  products: z
    .string()
    .transform((list) => list.split(',').map(Number))
    .optional(),
});

/** Of one category, of some products, or of all; the worker makes them. */
function request(args: readonly string[]): Promise<unknown> {
  const { category, products } = readOptions(requestOptions, args, usage);
  const scope = products
    ? { kind: 'products', productIds: products }
    : category
      ? { kind: 'category', categoryKey: category }
      : { kind: 'all' };
  return requestProposals(
    parseInput(requestProposalsInput, { id: randomUUID(), scope }),
    commandActor,
  );
}

const steer = (step: RunStep) => (args: readonly string[]) =>
  steerRun(readOptions(runOption, args, usage).run, step, commandActor);

const actions: Actions = {
  async list() {
    const { runs } = await listRuns({ limit: 200 });
    for (const { id, state, reason, done, failed, total, createdAt, modelVersion } of runs) {
      const progress = `${done}/${total}${failed > 0 ? ` (${failed} failed)` : ''}`;
      process.stdout.write(
        `${createdAt}  ${id}  ${state}  ${reason}  ${progress}  ${modelVersion ?? '–'}\n`,
      );
    }
    return { runs: runs.length };
  },
  request,
  show: (args) => readRunDetail(readOptions(runOption, args, usage).run),
  pause: steer('pause'),
  resume: steer('resume'),
  cancel: steer('cancel'),
  'retry-failed': steer('retry-failed'),
  serving: async () => (await listModels()).serving,
};

export const command: Command = {
  name: 'proposals',
  summary: 'cli.proposals',
  usage,
  run: (args) => runAction(actions, args, usage),
};
