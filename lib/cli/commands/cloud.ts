import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import { startCloudTrainingInput } from '../../cloud/contract';
import {
  listCloudTrainings,
  readCloudTraining,
  startCloudTraining,
  stopCloudTraining,
} from '../../cloud/server';
import { commandActorId, type Command } from '../command';
import { readOptions } from '../read-options';
import { runAction, type Actions } from '../run-action';

const usage = 'cloud list | cloud start --version ID --plan FILE.json | cloud show|stop --id ID';

const actor = { id: commandActorId };
const idOption = z.object({ id: z.uuid() });

async function readPlan(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('invalid', 'errors.bad-arguments', { detail: file, usage }, [], { cause });
  }
}

const actions: Actions = {
  async list() {
    const { missing, trainings } = await listCloudTrainings(process.env);
    for (const { id, state, secondaryStatus, modelName, createdAt } of trainings) {
      const line = [createdAt, id, state, secondaryStatus ?? '–', modelName ?? '–'];
      process.stdout.write(`${line.join('  ')}\n`);
    }
    return { missing, trainings: trainings.length };
  },
  async start(args) {
    const options = z.object({ version: z.uuid(), plan: z.string().min(1) });
    const { version: versionId, plan: file } = readOptions(options, args, usage);
    const plan = await readPlan(file);
    const input = parseInput(startCloudTrainingInput, { id: randomUUID(), versionId, plan });
    const { id, jobName, state } = await startCloudTraining(actor, input, process.env);
    return { id, jobName, state };
  },
  show: (args) => readCloudTraining(readOptions(idOption, args, usage).id),
  async stop(args) {
    const { id } = readOptions(idOption, args, usage);
    await stopCloudTraining(actor, id, process.env);
    return { id, state: (await readCloudTraining(id)).state };
  },
};

export const command: Command = {
  name: 'cloud',
  summary: 'cli.cloud',
  usage,
  run: (args) => runAction(actions, args, usage),
};
