import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db } from '../../platform/db';
import { recipeDocument } from '../../datasets/recipe';
import { startObjectServer, type ObjectServer } from '../testing/object-server';
import { versionFolder } from '../../datasets/server/dataset-folder';
import { listUploads, readUpload, requestUpload, runUpload } from './upload-dataset';

const admin = { id: 'an-admin' };
const bucket = 'datasets';
const accessKeyId = 'an-access-key';
const never = new AbortController().signal;
// More than one part, so that the upload is a multipart one.
const large = randomBytes(40 * 1024 * 1024);

let database: TestDatabase;
let folder: string;
let server: ObjectServer;
let client: S3Client;
let env: Record<string, string>;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'avenue-uploads-'));
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('AVENUE_DATA', folder);
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'a-secret');
  server = await startObjectServer(bucket, accessKeyId);
  env = {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AVENUE_S3_BUCKET: bucket,
    AVENUE_S3_PREFIX: '/team/avenue/',
    AVENUE_S3_ENDPOINT: server.endpoint,
    AVENUE_S3_CHECKSUMS: 'off',
  };
  client = new S3Client({
    region: 'us-east-1',
    endpoint: server.endpoint,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
});
afterAll(async () => {
  client.destroy();
  await server.close();
  vi.unstubAllEnvs();
  await closeDatabase();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** A made version with these files, written as the maker writes them. */
async function addVersion(contents: Record<string, Uint8Array>): Promise<string> {
  const id = randomUUID();
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const files = Object.entries(contents).map(([name, bytes]) => {
    const location = path.join(versionFolder(id), name);
    mkdirSync(path.dirname(location), { recursive: true });
    writeFileSync(location, bytes);
    return { path: name, bytes: bytes.length, sha256: sha256(bytes), examples: 1 };
  });
  await db().datasetVersion.create({
    data: {
      id,
      hash: sha256(Buffer.from(id)),
      requestKey: id,
      recipeId: randomUUID(),
      recipeRevision: 1,
      recipeName: 'All',
      recipe: recipeDocument.parse({}),
      asOf: new Date(),
      formats: ['chat'],
      state: 'ready',
      files,
      createdBy: admin.id,
    },
  });
  return id;
}

async function listKeys(): Promise<Map<string, string>> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  return new Map(
    Contents.map(({ Key, LastModified }) => [Key ?? '', LastModified?.toISOString() ?? '']),
  );
}

async function read(key: string): Promise<Buffer> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return Buffer.from(await Body!.transformToByteArray());
}

describe('a dataset version in a bucket', () => {
  it('has the very same bytes under its content hash, and sent again changes nothing', async () => {
    const small = Buffer.from('{"a":1}\n');
    const sums = Buffer.from('the list');
    const id = await addVersion({
      SHA256SUMS: sums,
      'chat/train.jsonl': large,
      'chat/test.jsonl': small,
    });
    const upload = await requestUpload(admin, id, env, true);
    await runUpload(upload.id, env, never);
    const { hash } = await db().datasetVersion.findUniqueOrThrow({ where: { id } });
    const base = `team/avenue/${hash}`;
    expect(upload.target).toBe(`s3://${bucket}/${base}`);
    expect((await read(`${base}/chat/train.jsonl`)).equals(large)).toBe(true);
    expect(await read(`${base}/chat/test.jsonl`)).toEqual(small);
    expect(await readUpload(upload.id)).toMatchObject({
      state: 'done',
      filesDone: 3,
      bytesDone: large.length + small.length + sums.length,
    });
    const before = await listKeys();
    const again = await requestUpload(admin, id, env, true);
    await runUpload(again.id, env, never);
    expect(again.id).toBe(upload.id);
    expect(await listKeys()).toEqual(before);
  });

  it('that was broken off is nowhere as a whole, and goes on with what is missing', async () => {
    const id = await addVersion({
      'chat/a.jsonl': Buffer.from('first'),
      'chat/b.jsonl': large,
      SHA256SUMS: Buffer.from('the list'),
    });
    const { hash } = await db().datasetVersion.findUniqueOrThrow({ where: { id } });
    const base = `team/avenue/${hash}`;
    const { id: uploadId } = await requestUpload(admin, id, env, true);
    const stopping = new AbortController();
    const running = runUpload(uploadId, env, stopping.signal);
    await expect
      .poll(async () => (await listKeys()).has(`${base}/chat/a.jsonl`), { timeout: 300_000 })
      .toBe(true);
    stopping.abort();
    await expect(running).rejects.toThrow();
    const keys = await listKeys();
    expect(keys.has(`${base}/SHA256SUMS`)).toBe(false);
    await runUpload(uploadId, env, never);
    expect((await read(`${base}/chat/b.jsonl`)).equals(large)).toBe(true);
    expect((await listKeys()).get(`${base}/chat/a.jsonl`)).toBe(keys.get(`${base}/chat/a.jsonl`));
  });

  it('is not made of a file that changed on the disk', async () => {
    const id = await addVersion({ 'chat/a.jsonl': Buffer.from('whole') });
    writeFileSync(path.join(versionFolder(id), 'chat/a.jsonl'), 'wrong');
    const { id: uploadId } = await requestUpload(admin, id, env, true);
    await expect(runUpload(uploadId, env, never)).rejects.toMatchObject({
      reason: 'datasets.errors.file-damaged',
    });
  });

  it('is off without a bucket and credentials, and says what is missing', async () => {
    const id = await addVersion({ 'chat/a.jsonl': Buffer.from('whole') });
    expect(await listUploads(id, {})).toMatchObject({
      bucket: null,
      missing: ['AVENUE_S3_BUCKET', 'AWS_ACCESS_KEY_ID / AWS_PROFILE'],
    });
    await expect(requestUpload(admin, id, {})).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'datasets.errors.storage-off',
    });
  });
});
