import type { z } from 'zod';
import { db } from '../../platform/db';
import type { TrainingDetail, TrainingJob, TrainingPage, trainingQuery } from '../contract';
import { readInstantPosition } from '../../datasets/server';
import {
  toEvents,
  toPoints,
  toTraining,
  unknownTraining,
  type TrainingRow,
} from './training-store';

const shownEvents = 200;

/**
 * One page of trainings, newest first.
 * @throws AppError `invalid` for a cursor that is none
 */
export async function listTrainings(query: z.output<typeof trainingQuery>): Promise<TrainingPage> {
  const after = query.cursor === undefined ? null : readInstantPosition(query.cursor);
  const rows = await db().trainingJob.findMany({
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
  const jobs = await nameJobs(rows.slice(0, query.limit));
  const last = jobs.at(-1);
  const hasMore = rows.length > query.limit;
  return { jobs, next: hasMore && last ? `${last.createdAt}_${last.id}` : null };
}

/**
 * One training with its curve and the end of its log.
 * @throws AppError `not-found`
 */
export async function readTraining(id: string): Promise<TrainingDetail> {
  const row = await db().trainingJob.findUnique({ where: { id } });
  if (!row) throw unknownTraining(id);
  const [[job], points, events] = await Promise.all([
    nameJobs([row]),
    db().trainingPoint.findMany({
      where: { jobId: id },
      orderBy: [{ phase: 'asc' }, { epoch: 'asc' }],
      omit: { jobId: true },
    }),
    db().trainingEvent.findMany({
      where: { jobId: id },
      orderBy: { id: 'desc' },
      take: shownEvents,
      omit: { jobId: true },
    }),
  ]);
  return { ...job!, points: toPoints(points), events: toEvents(events.reverse()) };
}

/** The names that people know of what the rows point at. */
async function nameJobs(rows: readonly TrainingRow[]): Promise<TrainingJob[]> {
  const ids = rows.map(({ id }) => id);
  const [versions, people, points] = await Promise.all([
    db().datasetVersion.findMany({
      where: { id: { in: rows.map(({ datasetVersionId }) => datasetVersionId) } },
      select: { id: true, recipeName: true },
    }),
    db().user.findMany({
      where: { id: { in: rows.map(({ createdBy }) => createdBy) } },
      select: { id: true, name: true },
    }),
    // 'train' comes after 'measure', in time as in the alphabet.
    db().trainingPoint.findMany({
      where: { jobId: { in: ids } },
      distinct: ['jobId'],
      orderBy: [{ jobId: 'asc' }, { phase: 'desc' }, { epoch: 'desc' }],
    }),
  ]);
  const names = new Map(versions.map(({ id, recipeName }) => [id, recipeName]));
  const persons = new Map(people.map(({ id, name }) => [id, name]));
  const lasts = new Map(points.map(({ jobId, ...point }) => [jobId, point]));
  return rows.map((row) => {
    const last = lasts.get(row.id);
    return toTraining(row, {
      datasetName: names.get(row.datasetVersionId) ?? null,
      createdBy: persons.get(row.createdBy) ?? row.createdBy,
      last: last ? (toPoints([last])[0] ?? null) : null,
    });
  });
}
