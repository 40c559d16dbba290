import { db } from '../../platform/db';
import type { QueueChoices } from '../contract';

/** What filters and assignments can name: model versions, and people who review. */
export async function listQueueChoices(): Promise<QueueChoices> {
  const [models, people] = await Promise.all([
    db().modelVersion.findMany({ select: { name: true }, orderBy: { createdAt: 'desc' } }),
    db().user.findMany({
      where: { role: { not: 'viewer' }, OR: [{ banned: false }, { banned: null }] },
      select: { id: true, name: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    }),
  ]);
  return { modelVersions: models.map(({ name }) => name), people };
}
