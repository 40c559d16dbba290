import { rm } from 'node:fs/promises';
import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { ImportStep } from '../contract';
import { runImport } from '../jobs';
import { isAbandoned, unknownImport } from './import-store';
import { importFile } from './receive-upload';
import { importJobKey } from './start-import';

/** What each step does to an import that is in a state it applies to; `$1` is the import. */
const changes: Record<ImportStep, string> = {
  pause: `UPDATE imports SET state = 'paused' WHERE id = $1::uuid AND state IN ('queued', 'running')`,
  resume: `UPDATE imports i SET state = 'queued', error = NULL, finished_at = NULL
    WHERE id = $1::uuid AND (state IN ('paused', 'failed') OR ${isAbandoned})`,
  cancel: `UPDATE imports SET state = 'cancelled', finished_at = now()
    WHERE id = $1::uuid AND state IN ('uploaded', 'queued', 'running', 'paused', 'failed')`,
};

/**
 * Pauses, resumes or cancels an import. A batch that is being settled ends first; rows that are
 * settled stay in the catalogue.
 * @throws AppError `not-found`, or `conflict` when the import is in a state the step does not fit.
 */
export async function steerImport(id: string, step: ImportStep, actorId: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const changed = await tx.$executeRawUnsafe(changes[step], id);
    if (changed === 0) await explainRefusal(tx, id);
    if (step === 'resume')
      await enqueue(tx, runImport, { importId: id }, { key: importJobKey(id) });
    await writeAudit(tx, {
      actorId,
      action: `import.${step}`,
      subjectType: 'import',
      subjectId: id,
    });
  });
  if (step === 'cancel') await rm(importFile(id), { force: true });
}

async function explainRefusal(tx: Transaction, id: string): Promise<never> {
  const found = await tx.import.findUnique({ where: { id }, select: { state: true } });
  if (!found) throw unknownImport(id);
  throw new AppError('conflict', 'imports.errors.step-not-possible', { state: found.state });
}
