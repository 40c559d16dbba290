import * as z from 'zod';
import { readHeartbeat } from '../jobs/heartbeat';

// GET /api/health
export const health = z.object({
  ready: z.boolean(),
  web: z.literal('ready'),
  database: z.enum(['ready', 'unreachable']),
  worker: z.enum(['ready', 'absent']),
  model: z.enum(['ready', 'loading', 'failed', 'unknown']),
  /** The one that answers, or is to answer. */
  modelVersion: z.string().nullable(),
  /** Why it does not. */
  modelDetail: z.string().nullable(),
});
export type Health = z.infer<typeof health>;

/** How each part is at `now`; never throws and says nothing of the inside. */
export async function readHealth(now: Date): Promise<Health> {
  const heartbeat = await readHeartbeat(now).catch(() => 'unreachable' as const);
  const database = heartbeat === 'unreachable' ? 'unreachable' : 'ready';
  const alive = heartbeat === 'unreachable' ? null : heartbeat;
  const model = alive?.model.state ?? 'unknown';
  return {
    ready: alive !== null && model === 'ready',
    web: 'ready',
    database,
    worker: alive ? 'ready' : 'absent',
    model,
    modelVersion: alive?.model.version ?? null,
    modelDetail: alive?.model.detail ?? null,
  };
}
