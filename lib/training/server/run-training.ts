import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exportSchemas } from '../../catalogue/server';
import { defaultLocale } from '../../i18n/locale';
import { describeError } from '../../platform/describe-error';
import { withAdvisoryLock } from '../../platform/advisory-lock';
import { writeAudit } from '../../platform/audit';
import { db, Prisma } from '../../platform/db';
import { dataFolder } from '../../platform/env';
import { AppError } from '../../platform/errors';
import { hashDirectory, modelDirectory } from '../../proposals/server/worker';
import { trainingSettings, type TrainingPoint } from '../contract';
import type { ModelCard } from '../model/model-card';
import { versionFolder, findFilesOwner } from '../../datasets/server';
import { modelLocation, trainingFolder } from './training-folder';
import type { TrainingReply } from './training-reply';
import { noteTraining, type TrainingRow } from './training-store';

const watchEveryMs = 1_000;
const shownIdLength = 6;

/**
 * Fine-tunes one model in a process of its own and enters it into the registry as a candidate: model
 * directory first, then the row, so that nothing half-made is ever seen. A training that is over or
 * cancelled is left as it is; one that was killed goes on from its last checkpoint.
 * @throws AppError `conflict` when somebody else runs it, else what is wrong with its input; the
 * signal's reason when it is aborted
 */
export async function trainModel(id: string, signal: AbortSignal): Promise<void> {
  const isRunner = await withAdvisoryLock(`training ${id}`, async () => {
    const job = await begin(id);
    if (job === null) return;
    const folder = await prepare(job);
    const trained = await trainInProcess(id, folder, signal);
    if (trained !== null) await register(job, trained);
    await rm(folder, { recursive: true, force: true });
  });
  if (!isRunner) throw new AppError('conflict', 'training.runs-elsewhere');
}

/** Gives a training up; what it had is removed. */
export async function failTraining(id: string, error: unknown): Promise<void> {
  const detail =
    error instanceof AppError
      ? describeError(defaultLocale, error)
      : error instanceof Error
        ? error.message
        : String(error);
  const reason = detail.slice(0, 2_000);
  await db().$transaction(async (tx) => {
    const { count } = await tx.trainingJob.updateMany({
      where: { id, state: { in: ['queued', 'running'] } },
      data: { state: 'failed', error: reason, finishedAt: new Date() },
    });
    if (count > 0) await noteTraining(tx, id, 'failed', { detail: reason });
  });
  await rm(trainingFolder(id), { recursive: true, force: true });
}

/** The job to run; null when it is over or was cancelled. */
async function begin(id: string): Promise<TrainingRow | null> {
  const job = await db().trainingJob.findUnique({ where: { id } });
  if (job === null || !['queued', 'running'].includes(job.state)) {
    await rm(trainingFolder(id), { recursive: true, force: true });
    return null;
  }
  const isFirst = job.startedAt === null;
  const { count } = await db().trainingJob.updateMany({
    where: { id, state: { in: ['queued', 'running'] } },
    data: { state: 'running', startedAt: job.startedAt ?? new Date() },
  });
  if (count === 0) return null;
  await noteTraining(db(), id, isFirst ? 'started' : 'resumed', { base: job.baseModel });
  return job;
}

/** The folder with the input, written once: what a killed training goes on with must not change. */
async function prepare(job: TrainingRow): Promise<string> {
  const folder = trainingFolder(job.id);
  const file = path.join(folder, 'input.json');
  if ((await readFile(file).catch(() => null)) !== null) return folder;
  await mkdir(folder, { recursive: true });
  const base = await db().modelVersion.findUniqueOrThrow({ where: { name: job.baseModel } });
  const owner = await findFilesOwner(job.datasetVersionId);
  const data = path.join(versionFolder(owner.id), 'extraction');
  const { name, out } = trainingFiles(job);
  const input = {
    name,
    createdAt: job.createdAt.toISOString(),
    baseDirectory: modelDirectory(base.location),
    trainFile: path.join(data, 'train.jsonl'),
    validationFile: path.join(data, 'validation.jsonl'),
    schemas: await exportSchemas(),
    settings: trainingSettings.parse(job.settings),
    out,
  };
  await writeFile(`${file}.partial`, JSON.stringify(input));
  await rename(`${file}.partial`, file);
  return folder;
}

/** Name and place of the model that a training makes: the same after every restart. */
function trainingFiles({ id, createdAt }: TrainingRow): { name: string; out: string } {
  const name = `tuned-${createdAt.toISOString().slice(0, 10)}-${id.slice(0, shownIdLength)}`;
  return { name, out: modelDirectory(modelLocation(name)) };
}

interface Trained {
  readonly version: string;
  readonly card: ModelCard;
}

/** Null when the training was cancelled meanwhile. */
async function trainInProcess(
  id: string,
  folder: string,
  signal: AbortSignal,
): Promise<Trained | null> {
  await mkdir(dataFolder('models'), { recursive: true });
  const entry = path.join(import.meta.dirname, 'training-process.ts');
  const child = fork(entry, [folder], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const stop = (): void => void child.kill('SIGKILL');
  const watch = setInterval(() => {
    void isWanted(id).then(
      (wanted) => wanted || stop(),
      () => undefined,
    );
  }, watchEveryMs);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const result = await followProcess(id, child);
    if (result !== null) return result;
    signal.throwIfAborted();
    if (!(await isWanted(id))) return null;
    throw new Error('the training process ended without a model');
  } finally {
    clearInterval(watch);
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** Stores what the process tells, in order, until it ends; null when it ended without a model. */
async function followProcess(id: string, child: ChildProcess): Promise<Trained | null> {
  let trained: Trained | null = null;
  let failure: Error | null = null;
  let stored = Promise.resolve();
  child.on('message', (reply: TrainingReply) => {
    stored = stored
      .then(async () => {
        switch (reply.kind) {
          case 'point':
            return storePoint(id, reply.point);
          case 'event':
            return noteTraining(db(), id, reply.code, reply.params);
          case 'done':
            trained = reply;
            return noteTraining(db(), id, 'written', { model: reply.version });
          case 'failed': {
            const { code, reason, params } = reply.error;
            failure ??= new AppError(code, reason, params);
            return;
          }
          case 'broke':
            failure ??= new Error(reply.detail);
        }
      })
      .catch((error: Error) => {
        failure ??= error;
      });
  });
  // Messages may still come after the exit, and none after the disconnect.
  await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  await stored;
  // What the callbacks set is not what the compiler sees here.
  const fault = failure as Error | null;
  if (fault !== null) throw fault;
  return trained;
}

async function isWanted(id: string): Promise<boolean> {
  const job = await db().trainingJob.findUnique({ where: { id }, select: { state: true } });
  return job?.state === 'running';
}

async function storePoint(jobId: string, { phase, epoch, ...rest }: TrainingPoint): Promise<void> {
  await db().trainingPoint.upsert({
    where: { jobId_phase_epoch: { jobId, phase, epoch } },
    create: { jobId, phase, epoch, ...rest },
    update: rest,
  });
}

/** The candidate and the end of its training, in one transaction. */
async function register(job: TrainingRow, { version, card }: Trained): Promise<void> {
  const { name } = trainingFiles(job);
  const location = modelLocation(name);
  const content = {
    kind: 'onnx',
    location,
    hash: await hashDirectory(modelDirectory(location)),
    card: toJson(card),
  };
  const isRegistered = await db().$transaction(async (tx) => {
    const { count } = await tx.trainingJob.updateMany({
      where: { id: job.id, state: 'running' },
      data: { state: 'done', modelVersion: version, finishedAt: new Date() },
    });
    if (count === 0) return false;
    await tx.modelVersion.create({ data: { name: version, state: 'candidate', ...content } });
    await noteTraining(tx, job.id, 'registered', { model: version });
    await writeAudit(tx, {
      actorId: job.createdBy,
      action: 'training.register',
      subjectType: 'model',
      subjectId: version,
      detail: { trainingId: job.id, base: job.baseModel },
    });
    return true;
  });
  if (!isRegistered) await rm(modelDirectory(location), { recursive: true, force: true });
}

function toJson(card: ModelCard): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(card)) as Prisma.InputJsonObject;
}
