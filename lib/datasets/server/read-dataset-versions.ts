import * as z from 'zod';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { parseInput } from '../../platform/route';
import {
  datasetVersion,
  type DatasetVersionDetail,
  type VersionPage,
  type versionQuery,
} from '../contract';
import { readVersionRow, toVersion } from './dataset-store';

const position = z.tuple([z.iso.datetime(), z.uuid()]);

/**
 * One page of versions, newest first.
 * @throws AppError `invalid` for a cursor that is none
 */
export async function listDatasetVersions(
  query: z.output<typeof versionQuery>,
): Promise<VersionPage> {
  const after = query.cursor === undefined ? null : readInstantPosition(query.cursor);
  const rows = await db().datasetVersion.findMany({
    where: after
      ? {
          OR: [
            { createdAt: { lt: after.createdAt } },
            { createdAt: after.createdAt, id: { lt: after.id } },
          ],
        }
      : {},
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: query.limit + 1,
  });
  const versions = rows.slice(0, query.limit).map((row) => datasetVersion.parse(toVersion(row)));
  const last = versions.at(-1);
  const hasMore = rows.length > query.limit;
  return { versions, next: hasMore && last ? `${last.createdAt}_${last.id}` : null };
}

/** @throws AppError `not-found` */
export async function readDatasetVersion(id: string): Promise<DatasetVersionDetail> {
  return readVersionRow(db(), id);
}

/**
 * The version whose folder has the files: itself, or the one with the same bytes.
 * @throws AppError `not-found`; `conflict` while it is not made
 */
export async function findFilesOwner(id: string): Promise<DatasetVersionDetail> {
  const version = await readVersionRow(db(), id);
  if (version.state === 'same' && version.sameAsId !== null) {
    return { ...version, id: version.sameAsId };
  }
  if (version.state !== 'ready') throw new AppError('conflict', 'datasets.errors.not-made');
  return version;
}

/** The place behind which a page begins, in lists that are newest first. */
export function readInstantPosition(cursor: string): {
  readonly createdAt: Date;
  readonly id: string;
} {
  const [createdAt, id] = parseInput(position, cursor.split('_'), '?cursor');
  return { createdAt: new Date(createdAt), id };
}
