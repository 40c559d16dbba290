import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { parseInput } from '../../platform/route';
import {
  requestTrainingInput,
  trainingEffort,
  trainingQuery,
  type TrainingDetail,
} from '../../training/contract';
import {
  cancelTraining,
  listTrainings,
  readTraining,
  requestTraining,
} from '../../training/server';
import { commandActor, type Command } from '../command';
import { readOptions } from '../read-options';
import { runAction, type Actions } from '../run-action';

const usage =
  'training list | training start --version ID --base MODEL [--effort quick|normal|thorough] [--seed N] | ' +
  'training show|follow|cancel --id ID';

const pollMs = 1_000;
const idOption = z.object({ id: z.uuid() });

const actions: Actions = {
  async list() {
    const { jobs } = await listTrainings(trainingQuery.parse({ limit: 200 }));
    for (const { id, state, createdAt, datasetName, baseModel, modelVersion } of jobs)
      say([createdAt, id, state, datasetName ?? '–', baseModel, modelVersion ?? '–'].join('  '));
    return { trainings: jobs.length };
  },
  async start(args) {
    const options = z.object({
      version: z.uuid(),
      base: z.string().min(1),
      effort: trainingEffort.optional(),
      seed: z.coerce.number().optional(),
    });
    const { version, base, effort, seed } = readOptions(options, args, usage);
    const input = parseInput(requestTrainingInput, {
      id: randomUUID(),
      datasetVersionId: version,
      baseModel: base,
      settings: { effort, seed },
    });
    return summarise(await requestTraining(commandActor, input));
  },
  show: (args) => readTraining(readOptions(idOption, args, usage).id),
  follow: async (args) => summarise(await follow(readOptions(idOption, args, usage).id)),
  async cancel(args) {
    return summarise(await cancelTraining(commandActor, readOptions(idOption, args, usage).id));
  },
};

/** Writes every epoch as it comes, until the training is over; the worker does the work. */
async function follow(id: string): Promise<TrainingDetail> {
  for (let shown = 0; ;) {
    const training = await readTraining(id);
    for (const { phase, epoch, epochs, loss, f1 } of training.points.slice(shown)) {
      const score = f1 === null ? '' : `  F1 ${f1.toFixed(1)}`;
      say(`${phase} ${epoch}/${epochs}  loss ${loss.toFixed(4)}${score}`);
    }
    shown = training.points.length;
    if (training.state !== 'queued' && training.state !== 'running') return training;
    await sleep(pollMs);
  }
}

function summarise({ id, state, modelVersion, error }: TrainingDetail): unknown {
  return { id, state, modelVersion, error };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

export const command: Command = {
  name: 'training',
  summary: 'cli.training',
  usage,
  run: (args) => runAction(actions, args, usage),
};
