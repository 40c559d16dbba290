import { enqueue } from '../../jobs/define-job';
import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import { findMissingFields, type ImportMapping } from '../column-mapping';
import { startImportInput, type StartImportInput } from '../contract';
import { fileFormat } from '../file-format';
import { runImport } from '../jobs';
import { previewFile } from './file-rows/preview-file';
import { unknownImport } from './import-store';
import { importFile } from './receive-upload';

/**
 * Confirms the mapping of an uploaded file and starts the import: state, job and audit row in one
 * transaction.
 * @param runsHere true when the caller runs the import itself and needs no job for it.
 * @throws AppError `not-found`, `conflict` when it was started before, `invalid` when the mapping
 * lacks a field or names an unknown column or category.
 */
export async function startImport(
  id: string,
  input: StartImportInput,
  actorId: string,
  runsHere = false,
): Promise<void> {
  const mapping = parseInput(startImportInput, input);
  const found = await db().import.findUnique({ where: { id } });
  if (!found) throw unknownImport(id);
  const { columns } = await previewFile(
    importFile(found.filePath),
    fileFormat.parse(found.format),
    0,
  );
  await checkMapping(mapping, columns);
  await db().$transaction(async (tx) => {
    const { count } = await tx.import.updateMany({
      where: { id, state: 'uploaded' },
      data: { state: 'queued', mapping },
    });
    if (count === 0) throw new AppError('conflict', 'imports.errors.already-started');
    if (!runsHere) await enqueue(tx, runImport, { importId: id }, { key: importJobKey(id) });
    await writeAudit(tx, {
      actorId,
      action: 'import.start',
      subjectType: 'import',
      subjectId: id,
      detail: mapping,
    });
  });
}

/** One waiting job an import, however often it is asked for. */
export function importJobKey(id: string): string {
  return `run-import:${id}`;
}

async function checkMapping(mapping: ImportMapping, columns: readonly string[]): Promise<void> {
  for (const [field, column] of Object.entries(mapping.columns)) {
    if (!columns.includes(column)) {
      const params = { field, column, known: columns.slice(0, 20).join(', ') };
      throw new AppError('invalid', 'imports.errors.unknown-column', params);
    }
  }
  const missing = findMissingFields(mapping, columns);
  if (missing.length > 0) {
    const params = { fields: missing.join(', '), known: columns.slice(0, 20).join(', ') };
    throw new AppError('invalid', 'imports.errors.missing-fields', params);
  }
  if (mapping.categoryKey === null) return;
  const category = await db().category.findUnique({
    where: { key: mapping.categoryKey },
    select: { children: { select: { id: true }, take: 1 } },
  });
  if (category === null) {
    throw new AppError('invalid', 'imports.errors.unknown-category', { key: mapping.categoryKey });
  }
  if (category.children.length > 0) {
    throw new AppError('invalid', 'imports.errors.category-not-leaf', { key: mapping.categoryKey });
  }
}
