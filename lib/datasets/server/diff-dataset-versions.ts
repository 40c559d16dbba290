import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { DatasetDiff } from '../contract';
import { diffVersions, readIndexLine, type IndexEntry } from '../diff-versions';
import { versionFolder } from './dataset-folder';
import { findFilesOwner } from './read-dataset-versions';
import { indexFile } from './write-dataset';

/**
 * What changed from version `against` to version `id`.
 * @throws AppError `not-found`; `conflict` while one of them is not made
 */
export async function diffDatasetVersions(id: string, against: string): Promise<DatasetDiff> {
  const [after, before] = [await findFilesOwner(id), await findFilesOwner(against)];
  return diffVersions(readIndex(before.id), readIndex(after.id));
}

async function* readIndex(id: string): AsyncGenerator<IndexEntry, void, undefined> {
  const input = createReadStream(path.join(versionFolder(id), indexFile));
  for await (const line of createInterface({ input, crlfDelay: Infinity }))
    yield readIndexLine(line);
}
