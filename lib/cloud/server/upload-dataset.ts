import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db, type Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { mediaTypeOf } from '../../datasets/dataset-card';
import type { DatasetUpload, UploadList } from '../delivery/contract';
import { uploadDataset } from '../delivery/jobs';
import { missingSettings, readStorageSettings } from '../delivery/storage-settings';
import { versionFolder, findFilesOwner } from '../../datasets/server';
import type { StoredFile } from './object-store';

/** Says that all files before it are there. */
const lastFile = 'SHA256SUMS';
const progressEveryMs = 1_000;

type Variables = Readonly<Record<string, string | undefined>>;

/** Where a version was brought, and where it would go. @throws AppError `not-found`, `conflict` */
export async function listUploads(versionId: string, env: Variables): Promise<UploadList> {
  const owner = await findFilesOwner(versionId);
  const missing = missingSettings(env);
  const rows = await db().datasetUpload.findMany({
    where: { versionId: owner.id },
    orderBy: { createdAt: 'desc' },
  });
  const settings = missing.length > 0 ? null : readStorageSettings(env);
  return {
    bucket: settings && ['s3:/', settings.bucket, settings.prefix].filter(Boolean).join('/'),
    missing,
    uploads: rows.map(toUpload),
  };
}

/**
 * Asks for a version in the bucket. The same version in the same place is one upload, however often
 * it is asked for: it is checked again, and what is missing is sent.
 * @param runsHere true when the caller uploads it itself and needs no job for it
 * @throws AppError `unavailable` while storage is off; `not-found`, `conflict` for the version
 */
export async function requestUpload(
  actor: { readonly id: string },
  versionId: string,
  env: Variables,
  runsHere = false,
): Promise<DatasetUpload> {
  const { bucket, prefix } = readStorageSettings(env);
  const owner = await findFilesOwner(versionId);
  const target = ['s3:/', bucket, prefix, owner.hash].filter(Boolean).join('/');
  const totals = {
    bytesTotal: owner.files.reduce((sum, { bytes }) => sum + bytes, 0),
    filesTotal: owner.files.length,
  };
  return db().$transaction(async (tx) => {
    const again = { state: 'queued', error: null, finishedAt: null } as const;
    const row = await tx.datasetUpload.upsert({
      where: { versionId_target: { versionId: owner.id, target } },
      create: { id: randomUUID(), versionId: owner.id, target, createdBy: actor.id, ...totals },
      update: again,
    });
    if (!runsHere) {
      const key = `upload-dataset:${row.id}`;
      await enqueue(tx, uploadDataset, { uploadId: row.id }, { key, queue: key });
    }
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'dataset-version.upload',
      subjectType: 'dataset-version',
      subjectId: versionId,
      detail: { target },
    });
    return toUpload(row);
  });
}

/**
 * Brings the files of an upload into the bucket. Files that are there with the same content are left;
 * the list of their hashes comes last, so that whoever sees it sees all.
 * @throws AppError `conflict` when a file of the version is damaged; the store's errors; the signal's
 * reason when it is aborted
 */
export async function runUpload(id: string, env: Variables, signal: AbortSignal): Promise<void> {
  const row = await db().datasetUpload.findUniqueOrThrow({ where: { id } });
  if (row.state === 'done') return;
  const settings = readStorageSettings(env);
  const owner = await findFilesOwner(row.versionId);
  const base = row.target.slice(`s3://${settings.bucket}/`.length);
  const files = [...owner.files].sort(
    (one, other) => Number(one.path === lastFile) - Number(other.path === lastFile),
  );
  const { openObjectStore } = await import('./object-store');
  const store = openObjectStore(settings);
  const progress = { filesDone: 0, bytesDone: 0 };
  let saidAt = 0;
  const say = (bytesOfFile: number) => {
    if (Date.now() - saidAt < progressEveryMs) return;
    saidAt = Date.now();
    const data = { ...progress, bytesDone: progress.bytesDone + bytesOfFile };
    // Only a display: the next word, or the end, tells the same.
    void db()
      .datasetUpload.updateMany({ where: { id, state: 'running' }, data })
      .catch(() => undefined);
  };
  try {
    await db().datasetUpload.update({ where: { id }, data: { state: 'running', ...progress } });
    for (const file of files) {
      signal.throwIfAborted();
      const stored: StoredFile = {
        key: `${base}/${file.path}`,
        location: path.join(versionFolder(owner.id), file.path),
        bytes: file.bytes,
        sha256: file.sha256,
        mediaType: mediaTypeOf(file.path),
      };
      if (!(await store.has(stored))) {
        await requireWhole(stored, file.path);
        await store.put(stored, signal, say);
      }
      progress.filesDone += 1;
      progress.bytesDone += file.bytes;
      say(0);
    }
    await db().datasetUpload.update({
      where: { id },
      data: { ...progress, state: 'done', error: null, finishedAt: new Date() },
    });
  } finally {
    store.close();
  }
}

/** Gives an upload up; asking for it again tries again. */
export async function failUpload(id: string, reason: string): Promise<void> {
  await db().datasetUpload.updateMany({
    where: { id, state: { in: ['queued', 'running'] } },
    data: { state: 'failed', error: reason.slice(0, 2_000), finishedAt: new Date() },
  });
}

export async function readUpload(id: string): Promise<DatasetUpload> {
  return toUpload(await db().datasetUpload.findUniqueOrThrow({ where: { id } }));
}

/** A file that rotted on the disk must not travel under the hash it once had. */
async function requireWhole({ location, sha256 }: StoredFile, name: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(location), hash);
  if (hash.digest('hex') !== sha256) {
    throw new AppError('conflict', 'datasets.errors.file-damaged', { name });
  }
}

function toUpload(row: Prisma.DatasetUploadGetPayload<object>): DatasetUpload {
  return {
    id: row.id,
    versionId: row.versionId,
    target: row.target,
    state: row.state,
    bytesTotal: Number(row.bytesTotal),
    bytesDone: Number(row.bytesDone),
    filesTotal: row.filesTotal,
    filesDone: row.filesDone,
    error: row.error,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
