import * as z from 'zod';
import type { Prisma, Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import {
  trainingEvent,
  trainingPoint,
  trainingSettings,
  type TrainingEventCode,
  type TrainingJob,
} from '../contract';

export type TrainingRow = Prisma.TrainingJobGetPayload<object>;

export function unknownTraining(id: string): AppError {
  return new AppError('not-found', 'errors.not-found', { subject: `training ${id}` });
}

/** What a row says of its own; names and last points come from other tables. */
export function toTraining(
  row: TrainingRow,
  more: Pick<TrainingJob, 'datasetName' | 'last' | 'createdBy'>,
): TrainingJob {
  return {
    id: row.id,
    datasetVersionId: row.datasetVersionId,
    baseModel: row.baseModel,
    settings: trainingSettings.parse(row.settings),
    state: row.state,
    modelVersion: row.modelVersion,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    ...more,
  };
}

/** Appends one line to a training's log. */
export async function noteTraining(
  tx: Transaction,
  jobId: string,
  code: TrainingEventCode,
  params: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await tx.trainingEvent.create({ data: { jobId, code, params } });
}

const eventRows = z.array(
  z.object({ id: z.bigint(), at: z.date(), code: z.string(), params: z.unknown() }),
);

export function toEvents(rows: readonly unknown[]): z.infer<typeof trainingEvent>[] {
  return eventRows
    .parse(rows)
    .map(({ id, at, ...rest }) =>
      trainingEvent.parse({ id: String(id), at: at.toISOString(), ...rest }),
    );
}

export function toPoints(rows: readonly unknown[]): z.infer<typeof trainingPoint>[] {
  return z.array(trainingPoint).parse(rows);
}
