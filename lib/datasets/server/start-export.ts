import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import type { ExportQuery } from '../export-contract';
import { exportCorrections } from './export-corrections';

/**
 * Starts an export for `actorId` and writes down who took what. Nothing is read before the first
 * piece is asked for.
 */
export async function startExport(
  actor: { readonly id: string },
  query: ExportQuery,
  now: Date,
): Promise<{
  readonly fileName: string;
  readonly pieces: AsyncGenerator<Uint8Array, void, undefined>;
}> {
  const stamp = now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const fileName = `avenue-${query.which}-${query.format}-${stamp}.jsonl`;
  await writeAudit(db(), {
    actorId: actor.id,
    action: 'export.start',
    subjectType: 'export',
    subjectId: fileName,
    detail: { ...query },
  });
  return { fileName, pieces: exportCorrections(query) };
}
