import { readHeartbeat } from '../jobs/heartbeat';

export interface Health {
  readonly ready: boolean;
  readonly web: 'ready';
  readonly database: 'ready' | 'unreachable';
  readonly worker: 'ready' | 'absent';
  readonly model: 'ready' | 'loading' | 'failed' | 'unknown';
  readonly modelVersion: string | null;
}

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
  };
}
