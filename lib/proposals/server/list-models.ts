import { readHeartbeat } from '../../jobs/heartbeat';
import { db } from '../../platform/db';
import { modelVersion, type ModelList } from '../contract';

/** The registry, newest first, and what the worker says of the model that serves. */
export async function listModels(now: Date = new Date()): Promise<ModelList> {
  const [rows, used, heartbeat] = await Promise.all([
    db().modelVersion.findMany({ orderBy: [{ createdAt: 'desc' }, { name: 'asc' }] }),
    db().reviewItem.groupBy({ by: ['modelVersion'], _count: { productId: true } }),
    readHeartbeat(now),
  ]);
  const products = new Map(used.map((row) => [row.modelVersion, row._count.productId]));
  return {
    models: rows.map(({ name, state, kind, hash, card, createdAt }) =>
      modelVersion.parse({
        name,
        state,
        kind,
        hash,
        card,
        createdAt: createdAt.toISOString(),
        products: products.get(name) ?? 0,
      }),
    ),
    serving: heartbeat?.model ?? null,
  };
}
