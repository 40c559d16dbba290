import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { dataFolder, readEnvironment } from '../../platform/env';
import { pipeToFile } from '../../platform/pipe-to-file';
import { AppError } from '../../platform/errors';
import { guessMapping, importMapping, type ImportMapping } from '../column-mapping';
import { detectFormatApart, previewFileApart } from './file-rows/read-apart';

export interface Upload {
  /** The bytes of the file; read once, never held as a whole. */
  readonly content: AsyncIterable<Uint8Array>;
  readonly fileName: string;
  readonly actorId: string;
  /** Chosen by the caller. */
  readonly id: string;
}

/** Where the file of an import lies. */
export function importFile(filePath: string): string {
  return path.join(dataFolder('imports'), path.basename(filePath));
}

/**
 * Takes a file in: streams it to the data folder, finds out what it is, guesses the mapping, and
 * makes the import, which then waits to be started. Nothing is left of a file that is refused.
 * @throws AppError `too-large`, `unsupported` or `invalid`.
 */
export async function receiveUpload(upload: Upload): Promise<string> {
  const file = importFile(upload.id);
  const partial = `${file}.part`;
  // macOS hands names over with their Hangul taken apart.
  const fileName = upload.fileName.normalize('NFC');
  try {
    const { byteSize, sha256 } = await storeFile(upload.content, partial);
    const format = await detectFormatApart(partial);
    const { columns } = await previewFileApart(partial, format);
    if (columns.length === 0) throw new AppError('invalid', 'imports.errors.no-rows');
    const headerKey = digestColumns(columns);
    const mapping =
      (await rememberMapping(headerKey)) ?? importMapping.parse({ columns: guessMapping(columns) });
    await rename(partial, file);
    await db().$transaction(async (tx) => {
      await tx.import.create({
        data: {
          id: upload.id,
          fileName,
          filePath: path.basename(file),
          byteSize,
          sha256,
          format,
          mapping,
          headerKey,
          createdBy: upload.actorId,
        },
      });
      await writeAudit(tx, {
        actorId: upload.actorId,
        action: 'import.upload',
        subjectType: 'import',
        subjectId: upload.id,
        detail: { fileName, byteSize, sha256 },
      });
    });
    return upload.id;
  } catch (error) {
    await Promise.all([rm(partial, { force: true }), rm(file, { force: true })]);
    throw describeStorageError(error);
  }
}

/** What tells files with the same columns, in the same order. */
function digestColumns(columns: readonly string[]): string {
  return createHash('sha256').update(columns.join('\u001f'), 'utf8').digest('hex');
}

/** How a person had the last file with these columns read; null when there was none. */
async function rememberMapping(headerKey: string): Promise<ImportMapping | null> {
  const last = await db().import.findFirst({
    where: { headerKey, startedAt: { not: null }, state: { not: 'cancelled' } },
    orderBy: { createdAt: 'desc' },
    select: { mapping: true },
  });
  // Whether a file is everything is said of each file anew: a part of one would withdraw the rest.
  return last === null ? null : { ...importMapping.parse(last.mapping), isFullFeed: false };
}

async function storeFile(
  content: AsyncIterable<Uint8Array>,
  target: string,
): Promise<{ readonly byteSize: number; readonly sha256: string }> {
  const limitMb = readEnvironment().AVENUE_UPLOAD_LIMIT_MB;
  const hash = createHash('sha256');
  let byteSize = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      byteSize += chunk.length;
      if (byteSize > limitMb * 1024 * 1024) {
        done(new AppError('too-large', 'imports.errors.too-large', { limit: limitMb }));
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeToFile([content, meter], target);
  // The import row must never outlive the bytes it stands for.
  const stored = await open(target, 'r+');
  try {
    await stored.sync();
  } finally {
    await stored.close();
  }
  return { byteSize, sha256: hash.digest('hex') };
}

function describeStorageError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('unavailable', 'imports.errors.disk-full', {}, [], { cause: error });
  }
  return error;
}
