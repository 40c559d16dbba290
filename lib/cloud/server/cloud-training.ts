import type { SageMaker } from '@aws-sdk/client-sagemaker';
import type { z } from 'zod';
import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db, isUniqueViolation, type Prisma, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import {
  cloudTraining,
  type CloudTraining,
  type CloudTrainingList,
  type startCloudTrainingInput,
} from '../contract';
import { followCloudTraining } from '../jobs';
import { missingCloudSettings, readCloudSettings, type CloudSettings } from '../settings';
import { findFilesOwner } from '../../datasets/server';

type Variables = Readonly<Record<string, string | undefined>>;
type Actor = { readonly id: string };

/** The newest hundred trainings, and what is missing while SageMaker is off. */
export async function listCloudTrainings(env: Variables): Promise<CloudTrainingList> {
  const rows = await db().cloudTraining.findMany({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 100,
  });
  return { missing: missingCloudSettings(env), trainings: rows.map(toCloudTraining) };
}

/** @throws AppError `not-found` */
export async function readCloudTraining(id: string): Promise<CloudTraining> {
  const row = await db().cloudTraining.findUnique({ where: { id } });
  if (!row) throw unknownTraining(id);
  return toCloudTraining(row);
}

/**
 * Asks for a training job on SageMaker; the worker uploads, starts and follows it. The same id starts
 * one, however often it is sent.
 * @throws AppError `unavailable` while it is off; `not-found`, `conflict` for the dataset version
 */
export async function startCloudTraining(
  actor: Actor,
  { id, versionId, plan }: z.output<typeof startCloudTrainingInput>,
  env: Variables,
): Promise<CloudTraining> {
  readCloudSettings(env);
  const owner = await findFilesOwner(versionId);
  const jobName = `avenue-${id}`;
  try {
    await db().$transaction(async (tx) => {
      await tx.cloudTraining.create({
        data: { id, jobName, versionId: owner.id, plan, createdBy: actor.id },
      });
      await askForLook(tx, id);
      await note(tx, actor, 'cloud-training.start', id, { versionId, jobName });
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
  return readCloudTraining(id);
}

/**
 * Stops a training; what SageMaker has started ends when it says so.
 * @throws AppError `not-found`; `conflict` when it is over or its model is being fetched
 */
export async function stopCloudTraining(actor: Actor, id: string, env: Variables): Promise<void> {
  const { jobName, state } = await readCloudTraining(id);
  if (state === 'training') {
    const client = await openSageMaker(readCloudSettings(env));
    try {
      await client.stopTrainingJob({ TrainingJobName: jobName });
    } finally {
      client.destroy();
    }
  }
  await db().$transaction(async (tx) => {
    const [before] = await tx.cloudTraining.updateManyAndReturn({
      where: { id, state: { in: ['queued', 'training'] } },
      data:
        state === 'training' ? { state: 'stopping' } : { state: 'stopped', finishedAt: new Date() },
    });
    if (!before) throw new AppError('conflict', 'datasets.errors.cloud-not-running');
    await note(tx, actor, 'cloud-training.stop', id, { jobName });
  });
}

/** The SDK is loaded here, because few installations have a cloud to train in. */
export async function openSageMaker({ storage, endpoint }: CloudSettings): Promise<SageMaker> {
  const { SageMaker } = await import('@aws-sdk/client-sagemaker');
  return new SageMaker({
    region: storage.region,
    ...(endpoint === undefined ? {} : { endpoint }),
    maxAttempts: 5,
  });
}

/** Asks for the next look at a training; one job waits for it at a time. */
export function askForLook(
  tx: Parameters<typeof enqueue>[0],
  id: string,
  runAt?: Date,
): Promise<void> {
  const key = `cloud-training:${id}`;
  return enqueue(tx, followCloudTraining, { trainingId: id }, { key, queue: key, runAt });
}

export function toCloudTraining(row: Prisma.CloudTrainingGetPayload<object>): CloudTraining {
  return cloudTraining.parse({
    ...row,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });
}

function unknownTraining(id: string): AppError {
  return new AppError('not-found', 'errors.not-found', { subject: `cloud training ${id}` });
}

function note(
  tx: Transaction,
  actor: Actor,
  action: string,
  id: string,
  detail: Record<string, string>,
): Promise<void> {
  return writeAudit(tx, {
    actorId: actor.id,
    action,
    subjectType: 'cloud-training',
    subjectId: id,
    detail,
  });
}
