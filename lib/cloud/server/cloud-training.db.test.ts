import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateTrainingJob$,
  CreateTrainingJobRequest$,
  DescribeTrainingJob$,
  StopTrainingJob$,
} from '@aws-sdk/client-sagemaker';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db } from '../../platform/db';
import { cloudTrainingPlan } from '../contract';
import { recipeDocument } from '../../datasets/recipe';
import { startObjectServer, type ObjectServer } from '../testing/object-server';
import { readCloudTraining, startCloudTraining, stopCloudTraining } from './cloud-training';
import { versionFolder } from '../../datasets/server/dataset-folder';
import { failTraining, followTraining } from './follow-cloud-training';

const admin = { id: 'an-admin' };
const never = new AbortController().signal;
const bucket = 'training';
const accessKeyId = 'an-access-key';

// ---------- AWS's published schemas of the API, and a server that holds requests against them

const operations: Readonly<Record<string, StaticOperationSchema>> = {
  CreateTrainingJob: CreateTrainingJob$,
  DescribeTrainingJob: DescribeTrainingJob$,
  StopTrainingJob: StopTrainingJob$,
};
type StaticOperationSchema = typeof CreateTrainingJob$;
/** As the SDK writes it: a tuple that begins with its kind, a number for a simple one, or a thunk. */
type SchemaReference = StaticOperationSchema[4];

const simpleKinds: Readonly<Record<number, string>> = { 0: 'string', 1: 'number', 2: 'boolean' };
const listOf = 64;
const mapOf = 128;

/** Where `value` is not what the schema says. */
function faults(schema: SchemaReference, value: unknown, place: string): string[] {
  if (typeof schema === 'function') return faults(schema(), value, place);
  if (typeof schema === 'number') {
    if (schema & mapOf) return faultsOfMap(schema ^ mapOf, value, place);
    if (schema & listOf) return faultsOfList(schema ^ listOf, value, place);
    const wanted = simpleKinds[schema];
    return wanted === typeof value ? [] : [`${place}: no ${wanted ?? `kind ${schema}`}`];
  }
  if (!Array.isArray(schema)) return [`${place}: no schema`];
  // A member with traits.
  if (schema.length === 2) return faults(schema[0], value, place);
  switch (schema[0]) {
    case 0:
      return faults(schema[4], value, place);
    case 1:
      return faultsOfList(schema[4], value, place);
    case 2:
      return faultsOfMap(schema[5], value, place);
    case 3:
      return faultsOfStructure(schema, value, place);
    default:
      return [`${place}: unexpected kind ${schema[0]}`];
  }
}

function faultsOfStructure(
  [, , , , names, members, required = 0]: StaticStructureSchema,
  value: unknown,
  place: string,
): string[] {
  if (typeof value !== 'object' || value === null) return [`${place}: no structure`];
  // Required members come first.
  const missing = names.slice(0, required).filter((name) => !(name in value));
  return [
    ...missing.map((name) => `${place}.${name}: missing`),
    ...Object.entries(value).flatMap(([name, each]) => {
      const member = members[names.indexOf(name)];
      if (member === undefined) return [`${place}.${name}: unknown`];
      return faults(member, each, `${place}.${name}`);
    }),
  ];
}
type StaticStructureSchema = typeof CreateTrainingJobRequest$;

function faultsOfList(member: SchemaReference, value: unknown, place: string): string[] {
  if (!Array.isArray(value)) return [`${place}: no list`];
  return value.flatMap((each, index) => faults(member, each, `${place}.${index}`));
}

function faultsOfMap(member: SchemaReference, value: unknown, place: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${place}: no map`];
  return Object.entries(value).flatMap(([name, each]) => faults(member, each, `${place}.${name}`));
}

interface Seen {
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

let database: TestDatabase;
let folder: string;
let storage: ObjectServer;
let sagemaker: Server;
let s3: S3Client;
let env: Record<string, string>;
let seen: Seen[] = [];
const wrong: string[] = [];
/** What the next descriptions say, in order; the last one stays. */
let script: Record<string, unknown>[] = [];
let creation: { status: number; body: unknown } | null = null;

const arn = 'arn:aws:sagemaker:us-east-1:123456789012:training-job/avenue';

function answerTo({ operation, input }: Seen): { status: number; body: unknown } {
  if (operation === 'CreateTrainingJob') {
    return creation ?? { status: 200, body: { TrainingJobArn: arn } };
  }
  if (operation === 'StopTrainingJob') return { status: 200, body: {} };
  const next = script.length > 1 ? script.shift() : script[0];
  const job = { TrainingJobName: input['TrainingJobName'], TrainingJobArn: arn, ...next };
  return { status: 200, body: job };
}

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'avenue-cloud-'));
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('AVENUE_DATA', folder);
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'a-secret');
  storage = await startObjectServer(bucket, accessKeyId);
  sagemaker = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).replace('SageMaker.', '');
      const input = z
        .record(z.string(), z.unknown())
        .parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      const schema = operations[operation]?.[4];
      wrong.push(
        ...(schema === undefined ? [`${operation}: unknown`] : faults(schema, input, operation)),
      );
      if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256')) wrong.push('unsigned');
      seen.push({ operation, input });
      const { status, body } = answerTo({ operation, input });
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => sagemaker.listen(0, '127.0.0.1', done));
  env = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AVENUE_S3_BUCKET: bucket,
    AVENUE_S3_ENDPOINT: storage.endpoint,
    AVENUE_S3_CHECKSUMS: 'off',
    AVENUE_SAGEMAKER_ROLE: 'arn:aws:iam::123456789012:role/avenue-training',
    AVENUE_SAGEMAKER_ENDPOINT: `http://127.0.0.1:${(sagemaker.address() as AddressInfo).port}`,
    AVENUE_SAGEMAKER_POLL_S: '1',
    AVENUE_MODEL_LIMIT_GB: '0.001',
  };
  s3 = new S3Client({
    region: 'us-east-1',
    endpoint: storage.endpoint,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
});
afterAll(async () => {
  s3.destroy();
  await storage.close();
  await new Promise((done) => sagemaker.close(done));
  vi.unstubAllEnvs();
  await closeDatabase();
  await database.drop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  seen = [];
  wrong.length = 0;
  creation = null;
  script = [{ TrainingJobStatus: 'InProgress', SecondaryStatus: 'Starting' }];
});

async function addVersion(): Promise<string> {
  const id = randomUUID();
  const content = Buffer.from('{"messages":[]}\n');
  const sha256 = createHash('sha256').update(content).digest('hex');
  mkdirSync(path.join(versionFolder(id), 'chat'), { recursive: true });
  writeFileSync(path.join(versionFolder(id), 'chat/train.jsonl'), content);
  await db().datasetVersion.create({
    data: {
      id,
      hash: createHash('sha256').update(id).digest('hex'),
      requestKey: id,
      recipeId: randomUUID(),
      recipeRevision: 1,
      recipeName: 'All',
      recipe: recipeDocument.parse({}),
      asOf: new Date(),
      formats: ['chat'],
      state: 'ready',
      files: [{ path: 'chat/train.jsonl', bytes: content.length, sha256, examples: 1 }],
      createdBy: admin.id,
    },
  });
  return id;
}

const plan = cloudTrainingPlan.parse({
  image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1',
  instanceType: 'ml.p4d.24xlarge',
  instanceCount: 2,
  entryPoint: 'train.py',
  sourceUri: `s3://${bucket}/source.tar.gz`,
  distribution: 'torchrun',
  hyperParameters: { epochs: '3' },
  format: 'chat',
  spot: { maximumWaitS: 100_000 },
  vpc: { subnets: ['subnet-1'], securityGroups: ['sg-1'] },
  tags: { team: 'catalogue' },
});

async function begin(): Promise<string> {
  const id = randomUUID();
  const versionId = await addVersion();
  await startCloudTraining(admin, { id, versionId, plan }, env);
  return id;
}

const step = (id: string) => followTraining(id, env, never);

async function putArtifact(files: Record<string, string>): Promise<string> {
  const packer = pack();
  for (const [name, content] of Object.entries(files)) packer.entry({ name }, content);
  packer.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packer) chunks.push(Buffer.from(chunk as Uint8Array));
  const Key = `out/${randomUUID()}/model.tar.gz`;
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key, Body: gzipSync(Buffer.concat(chunks)) }),
  );
  return `s3://${bucket}/${Key}`;
}

it('holds requests against what AWS publishes', () => {
  const given = { TrainingJobName: 1, RoleArn: 'arn', Tags: [{ Key: 'team' }], Colour: 'red' };
  expect(faults(CreateTrainingJobRequest$, given, 'request')).toEqual([
    'request.OutputDataConfig: missing',
    'request.TrainingJobName: no string',
    'request.Tags.0.Value: missing',
    'request.Colour: unknown',
  ]);
});

describe('a training on SageMaker', () => {
  it('uploads, starts, follows and brings a candidate back, and every request is as AWS says', async () => {
    const id = await begin();
    expect(await step(id)).toBe(1_000);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    expect(Contents.some(({ Key }) => Key?.endsWith('chat/train.jsonl'))).toBe(true);
    const created = seen.find(({ operation }) => operation === 'CreateTrainingJob')!.input;
    expect(created).toMatchObject({
      TrainingJobName: `avenue-${id}`,
      EnableManagedSpotTraining: true,
      ResourceConfig: { InstanceType: 'ml.p4d.24xlarge', InstanceCount: 2 },
      HyperParameters: {
        epochs: '3',
        sagemaker_program: '"train.py"',
        sagemaker_torch_distributed_enabled: 'true',
      },
      VpcConfig: { Subnets: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
      StoppingCondition: { MaxRuntimeInSeconds: 86_400, MaxWaitTimeInSeconds: 100_000 },
    });
    const metric = (value: number, at: number) => ({
      FinalMetricDataList: [{ MetricName: 'loss', Value: value, Timestamp: at }],
    });
    const artifact = await putArtifact({
      'config.json': '{}',
      'model.safetensors': 'weights',
    });
    script = [
      { TrainingJobStatus: 'InProgress', SecondaryStatus: 'Training', ...metric(2, 1_900_000_000) },
      {
        TrainingJobStatus: 'Completed',
        SecondaryStatus: 'Completed',
        BillableTimeInSeconds: 60,
        ModelArtifacts: { S3ModelArtifacts: artifact },
        ...metric(1, 1_900_000_060),
      },
    ];
    expect(await step(id)).toBe(1_000);
    expect(await step(id)).toBe(0);
    expect(await step(id)).toBeNull();
    expect(await readCloudTraining(id)).toMatchObject({
      state: 'done',
      secondaryStatus: 'Completed',
      billableSeconds: 60,
      modelName: `avenue-${id}`,
      metrics: [{ value: 2 }, { value: 1 }],
    });
    expect(await db().modelVersion.findUnique({ where: { name: `avenue-${id}` } })).toMatchObject({
      state: 'candidate',
      kind: 'llm',
      location: `models/avenue-${id}`,
    });
    expect(readFileSync(path.join(folder, 'models', `avenue-${id}`, 'config.json'), 'utf8')).toBe(
      '{}',
    );
    expect(wrong).toEqual([]);
  });

  it('that was started before the worker was killed is not started twice', async () => {
    const id = await begin();
    await step(id);
    await db().cloudTraining.update({ where: { id }, data: { state: 'uploading' } });
    creation = { status: 400, body: { __type: 'ResourceInUse', message: 'exists' } };
    expect(await step(id)).toBe(1_000);
    expect((await readCloudTraining(id)).state).toBe('training');
  });

  it('that fails says why, in SageMaker’s words', async () => {
    const id = await begin();
    await step(id);
    script = [{ TrainingJobStatus: 'Failed', FailureReason: 'AlgorithmError: out of memory' }];
    expect(await step(id)).toBeNull();
    expect(await readCloudTraining(id)).toMatchObject({
      state: 'failed',
      error: 'AlgorithmError: out of memory',
    });
  });

  it('is stopped when asked to, before it starts and while it runs', async () => {
    const early = await begin();
    await stopCloudTraining(admin, early, env);
    expect(await step(early)).toBeNull();
    expect(seen).toEqual([]);
    const id = await begin();
    await step(id);
    await stopCloudTraining(admin, id, env);
    expect(seen.at(-1)?.operation).toBe('StopTrainingJob');
    script = [{ TrainingJobStatus: 'Stopped', SecondaryStatus: 'Stopped' }];
    expect(await step(id)).toBeNull();
    expect((await readCloudTraining(id)).state).toBe('stopped');
    await expect(stopCloudTraining(admin, id, env)).rejects.toMatchObject({ code: 'conflict' });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['a path that leads out', { '../out': 'x' }],
    ['no model', { 'notes.txt': 'x' }],
    ['more than it may hold', { 'config.json': '{}', 'a.safetensors': 'x'.repeat(1_100_000) }],
    ['a file that its manifest does not know', { 'model.json': '{"name":"m","files":{"a":"0"}}' }],
  ])('leaves no model behind when its result has %s', async (_, files) => {
    const id = await begin();
    await step(id);
    const S3ModelArtifacts = await putArtifact(files);
    script = [{ TrainingJobStatus: 'Completed', ModelArtifacts: { S3ModelArtifacts } }];
    await step(id);
    await expect(step(id)).rejects.toMatchObject({ reason: 'datasets.errors.artifact' });
    await failTraining(id, 'refused');
    expect(await db().modelVersion.count({ where: { name: `avenue-${id}` } })).toBe(0);
    expect(() => readFileSync(path.join(folder, 'models', `avenue-${id}`))).toThrow(/ENOENT/);
  });

  it('is off without settings, and says which', async () => {
    const versionId = await addVersion();
    await expect(
      startCloudTraining(admin, { id: randomUUID(), versionId, plan }, {}),
    ).rejects.toMatchObject({ code: 'unavailable', reason: 'datasets.errors.cloud-off' });
  });
});
