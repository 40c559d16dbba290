import { rm } from 'node:fs/promises';
import { withAdvisoryLock } from '../../platform/advisory-lock';
import { db, isUniqueViolation } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { publishEvent } from '../../webhooks/server';
import { unfinishedFolder, versionFolder } from './dataset-folder';
import { readVersionRow } from './dataset-store';
import { writeDataset, type WrittenDataset } from './write-dataset';

/**
 * Makes a version that was asked for; one that is made already is left as it is. When another version
 * has the very same bytes, this one names it and has no files of its own.
 * @throws AppError `conflict` when somebody else is making it; the signal's reason when it is aborted,
 * and then nothing of it is visible and it waits again
 */
export async function makeDatasetVersion(id: string, signal?: AbortSignal): Promise<void> {
  const isMaker = await withAdvisoryLock(`dataset-version ${id}`, async () => {
    const version = await readVersionRow(db(), id);
    if (version.state === 'ready' || version.state === 'same') return;
    await db().datasetVersion.update({ where: { id }, data: { state: 'running', error: null } });
    const { recipe, formats, recipeName: name } = version;
    const place = { folder: versionFolder(id), unfinished: unfinishedFolder(id) };
    try {
      const wish = { recipe, formats, name, asOf: new Date(version.asOf), signal };
      const written = await writeDataset(wish, place, async ({ hash }) => !(await findMade(hash)));
      await publish(id, written);
    } catch (error) {
      await db().datasetVersion.update({ where: { id }, data: { state: 'queued' } });
      throw error;
    }
  });
  if (!isMaker) throw new AppError('conflict', 'datasets.errors.being-made');
}

/** Gives a version up; asking for it again tries again. */
export async function failDatasetVersion(id: string, reason: string): Promise<void> {
  await db().datasetVersion.updateMany({
    where: { id, state: { in: ['queued', 'running'] } },
    data: { state: 'failed', error: reason.slice(0, 2_000), finishedAt: new Date() },
  });
}

async function findMade(hash: string): Promise<string | null> {
  const made = await db().datasetVersion.findUnique({ where: { hash }, select: { id: true } });
  return made?.id ?? null;
}

async function publish(id: string, { hash, counts, card, files }: WrittenDataset): Promise<void> {
  const data = { counts, card, finishedAt: new Date() };
  if ((await findMade(hash)) === null) {
    try {
      const made = { ...data, files: [...files], hash, state: 'ready' as const };
      await db().$transaction(async (tx) => {
        const { recipeName } = await tx.datasetVersion.update({ where: { id }, data: made });
        const { products, decisions } = counts;
        const told = { versionId: id, hash, recipeName, products, decisions };
        await publishEvent(tx, { type: 'dataset.ready', data: told }, data.finishedAt);
      });
      return;
    } catch (error) {
      // Another version with the same bytes was made at the same time.
      if (!isUniqueViolation(error)) throw error;
    }
  }
  const first = await db().datasetVersion.findUniqueOrThrow({ where: { hash } });
  await rm(versionFolder(id), { recursive: true, force: true });
  // The card and counts tell its own recipe; the files are those of the first.
  const same = { ...data, files: first.files ?? [], sameAsId: first.id, state: 'same' as const };
  await db().datasetVersion.update({ where: { id }, data: same });
}
