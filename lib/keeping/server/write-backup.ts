import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeToFile } from '../../platform/pipe-to-file';
import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import type { ArchiveSummary } from '../archive-format';
import { openBackup } from './write-archive';

export interface WrittenBackup extends ArchiveSummary {
  readonly file: string;
  readonly bytes: number;
}

/**
 * Writes a backup to `file`, which nobody else may read: it holds every secret. It stands there whole
 * or not at all.
 */
export async function writeBackup(actorId: string, file: string): Promise<WrittenBackup> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  const partial = `${file}.partial`;
  const backup = openBackup();
  try {
    await rm(partial, { force: true });
    await pipeToFile([backup.bytes], partial, { mode: 0o600, flags: 'wx', flush: true });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  const { size: bytes } = await stat(file);
  const written = { file, bytes, ...backup.summary() };
  await writeAudit(db(), {
    actorId,
    action: 'system.back-up',
    subjectType: 'backup',
    subjectId: path.basename(file),
    detail: { bytes, rows: written.rows, files: written.files },
  });
  return written;
}
