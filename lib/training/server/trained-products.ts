import path from 'node:path';
import { db } from '../../platform/db';
import { extractionLine, readLines } from '../../extraction/extraction-file';
import { versionFolder, findFilesOwner } from '../../datasets/server';

/** Ids of every product that a model, or a model that it goes on from, was trained on here. */
export async function readTrainedProducts(modelVersion: string): Promise<Set<number>> {
  const trained = new Set<number>();
  const known = new Set<string>();
  for (let name: string | undefined = modelVersion; name !== undefined && !known.has(name);) {
    known.add(name);
    const job: { datasetVersionId: string; baseModel: string } | null =
      await db().trainingJob.findUnique({
        where: { modelVersion: name },
        select: { datasetVersionId: true, baseModel: true },
      });
    if (job === null) break;
    for (const id of await readSide(job.datasetVersionId, 'train')) trained.add(id);
    name = job.baseModel;
  }
  return trained;
}

/** Ids of the products on one side of a dataset version. */
export async function readSide(
  datasetVersionId: string,
  side: 'train' | 'test',
): Promise<Set<number>> {
  const owner = await findFilesOwner(datasetVersionId);
  const file = path.join(versionFolder(owner.id), 'extraction', `${side}.jsonl`);
  const ids = new Set<number>();
  for await (const { id } of readLines(file, extractionLine)) ids.add(Number(id));
  return ids;
}
