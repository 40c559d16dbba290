import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DescribeTrainingJobCommandOutput } from '@aws-sdk/client-sagemaker';
import * as z from 'zod';
import { MODEL_FILES } from '../../inference/model-config';
import { db } from '../../platform/db';
import { dataFolder } from '../../platform/env';
import { AppError } from '../../platform/errors';
import { writeAudit } from '../../platform/audit';
import type { CloudTraining, MetricPoint } from '../contract';
import { toCreateTrainingJob } from '../job-request';
import { readCloudSettings, type CloudSettings } from '../settings';
import { openSageMaker, readCloudTraining } from './cloud-training';
import { unpackArtifact } from './unpack-artifact';
import { requestUpload, runUpload } from './upload-dataset';

type Variables = Readonly<Record<string, string | undefined>>;

const worker = { id: 'system' };

/**
 * Takes a training one step on: upload and start, look at it, or bring its model back. Each step can
 * be taken again after a kill.
 * @returns when to look again in milliseconds; null when it is over
 * @throws AppError for what trying again cannot mend; AWS's errors
 */
export async function followTraining(
  id: string,
  env: Variables,
  signal: AbortSignal,
): Promise<number | null> {
  const training = await readCloudTraining(id);
  const settings = readCloudSettings(env);
  switch (training.state) {
    case 'queued':
    case 'uploading':
      await start(training, settings, env, signal);
      return settings.pollMs;
    case 'training':
    case 'stopping':
      return look(training, settings);
    case 'fetching':
      await fetchModel(training, settings, signal);
      return null;
    case 'done':
    case 'failed':
    case 'stopped':
      return null;
  }
}

/** Gives a training up, saying why. */
export async function failTraining(id: string, reason: string): Promise<void> {
  await db().cloudTraining.updateMany({
    where: { id, state: { notIn: ['done', 'failed', 'stopped'] } },
    data: { state: 'failed', error: reason.slice(0, 2_000), finishedAt: new Date() },
  });
}

async function start(
  { id, jobName, versionId, plan }: CloudTraining,
  settings: CloudSettings,
  env: Variables,
  signal: AbortSignal,
): Promise<void> {
  const { count } = await db().cloudTraining.updateMany({
    where: { id, state: { in: ['queued', 'uploading'] } },
    data: { state: 'uploading' },
  });
  // Somebody stopped it before it began.
  if (count === 0) return;
  const upload = await requestUpload(worker, versionId, env, true);
  await runUpload(upload.id, env, signal);
  const { bucket, prefix } = settings.storage;
  const base = ['s3:/', bucket, prefix].filter(Boolean).join('/');
  const place = { jobName, role: settings.role, dataset: upload.target, base };
  const client = await openSageMaker(settings);
  try {
    const made = await client
      .createTrainingJob(toCreateTrainingJob(plan, place))
      .catch((error: unknown) => {
        // A process killed after the call made it already: the name is its own.
        if (error instanceof Error && error.name === 'ResourceInUse') return null;
        throw error;
      });
    await db().cloudTraining.updateMany({
      where: { id, state: 'uploading' },
      data: { state: 'training', ...(made?.TrainingJobArn ? { arn: made.TrainingJobArn } : {}) },
    });
  } finally {
    client.destroy();
  }
}

async function look(training: CloudTraining, settings: CloudSettings): Promise<number | null> {
  const { id, jobName } = training;
  const client = await openSageMaker(settings);
  const job = await client
    .describeTrainingJob({ TrainingJobName: jobName })
    .finally(() => client.destroy());
  const seen = {
    secondaryStatus: job.SecondaryStatus ?? null,
    metrics: mergeMetrics(training.metrics, job),
    billableSeconds: job.BillableTimeInSeconds ?? null,
  };
  const update = (data: object) =>
    db().cloudTraining.updateMany({
      where: { id, state: { in: ['training', 'stopping'] } },
      data: { ...seen, ...data },
    });
  const finishedAt = new Date();
  switch (job.TrainingJobStatus) {
    case 'Completed': {
      const artifact = job.ModelArtifacts?.S3ModelArtifacts;
      if (!artifact)
        throw new AppError('invalid', 'datasets.errors.artifact', { name: jobName, why: 'none' });
      await update({ state: 'fetching', artifact });
      return 0;
    }
    case 'Failed':
      await update({ state: 'failed', error: job.FailureReason ?? 'Failed', finishedAt });
      return null;
    case 'Stopped':
      await update({ state: 'stopped', finishedAt });
      return null;
    default:
      await update({});
      return settings.pollMs;
  }
}

/** What the job last said of each metric, beside what it said before. */
function mergeMetrics(
  known: readonly MetricPoint[],
  { FinalMetricDataList = [] }: DescribeTrainingJobCommandOutput,
): MetricPoint[] {
  const points = new Map(known.map((point) => [`${point.name} ${point.at}`, point]));
  for (const { MetricName, Value, Timestamp } of FinalMetricDataList) {
    if (MetricName === undefined || Value === undefined || Timestamp === undefined) continue;
    const at = Timestamp.toISOString();
    points.set(`${MetricName} ${at}`, { name: MetricName, value: Value, at });
  }
  return [...points.values()];
}

/** Brings the artifact back: unpacked beside its place, looked at, moved there, then registered. */
async function fetchModel(
  { id, jobName, versionId, plan, metrics }: CloudTraining,
  settings: CloudSettings,
  signal: AbortSignal,
): Promise<void> {
  const { artifact } = await db().cloudTraining.findUniqueOrThrow({ where: { id } });
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(artifact ?? '') ?? [];
  const models = dataFolder('models');
  const partial = path.join(models, `.unfinished-${id}`);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const { openObjectStore } = await import('./object-store');
  const store = openObjectStore(settings.storage);
  try {
    const source = await store.read(bucket, key);
    const names = await unpackArtifact(source, partial, settings.maximumModelBytes, signal);
    const model = await judge(partial, names, jobName);
    const hash = await hashFiles(partial, names);
    const folder = path.join(models, jobName);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    const card = {
      trainedOn: { datasetVersion: versionId },
      training: { jobName, image: plan.image, instanceType: plan.instanceType },
      hyperParameters: plan.hyperParameters,
      metrics: Object.fromEntries(metrics.map(({ name, value }) => [name, value])),
      files: names.length,
    };
    const content = { kind: model.kind, location: `models/${jobName}`, hash, card };
    await db().$transaction(async (tx) => {
      await tx.modelVersion.upsert({
        where: { name: model.name },
        create: { name: model.name, state: 'candidate', ...content },
        update: {},
      });
      await tx.cloudTraining.update({
        where: { id },
        data: { state: 'done', modelName: model.name, error: null, finishedAt: new Date() },
      });
      await writeAudit(tx, {
        actorId: worker.id,
        action: 'cloud-training.finish',
        subjectType: 'cloud-training',
        subjectId: id,
        detail: { modelName: model.name, hash },
      });
    });
  } finally {
    store.close();
    await rm(partial, { recursive: true, force: true });
  }
}

const manifest = z.object({ name: z.string().min(1), files: z.record(z.string(), z.string()) });

/**
 * What kind of model these files are.
 * @throws AppError `invalid` when they are none, or when a file is not what the manifest says
 */
async function judge(
  folder: string,
  names: readonly string[],
  jobName: string,
): Promise<{ readonly name: string; readonly kind: 'onnx' | 'llm' }> {
  if (names.includes(MODEL_FILES.manifest)) {
    const text = await readFile(path.join(folder, MODEL_FILES.manifest), 'utf8');
    const { files } = manifest.parse(JSON.parse(text));
    for (const [name, expected] of Object.entries(files)) {
      const isThere = names.includes(name);
      if (!isThere || (await hashFile(path.join(folder, name))) !== expected) {
        throw new AppError('invalid', 'datasets.errors.artifact', { name, why: 'SHA-256' });
      }
    }
    return { name: jobName, kind: 'onnx' };
  }
  const hasWeights = names.some((name) => name.endsWith('.safetensors'));
  const hasConfig = names.some((name) => /(^|\/)(adapter_)?config[.]json$/.test(name));
  if (hasWeights && hasConfig) return { name: jobName, kind: 'llm' };
  throw new AppError('invalid', 'datasets.errors.artifact', { name: jobName, why: 'no model' });
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function hashFiles(folder: string, names: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const name of names) {
    hash.update(`${name}\0`);
    await pipeline(Readable.from(createReadStream(path.join(folder, name))), async (pieces) => {
      for await (const piece of pieces) hash.update(piece as Buffer);
    });
  }
  return hash.digest('hex');
}
