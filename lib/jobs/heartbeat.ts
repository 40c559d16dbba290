import * as z from 'zod';
import { db } from '../platform/db';

const settingName = 'worker-heartbeat';
const freshForMs = 15_000;

/** What the worker says of its model. */
export const modelReport = z.object({
  state: z.enum(['loading', 'ready', 'failed']),
  version: z.string().nullable(),
  detail: z.string().nullable(),
});
export type ModelReport = z.infer<typeof modelReport>;

const heartbeat = z.object({ worker: z.string(), at: z.iso.datetime(), model: modelReport });
export type Heartbeat = z.infer<typeof heartbeat>;

export function workerName(host: string, pid: number): string {
  return `${host}:${pid}`;
}

/** Says that the worker lives and how its model is. */
export async function beat(worker: string, model: ModelReport): Promise<void> {
  const value: Heartbeat = { worker, at: new Date().toISOString(), model };
  await db().setting.upsert({
    where: { name: settingName },
    create: { name: settingName, value },
    update: { value },
  });
}

/** The last heartbeat when it is fresh at `now`, else null. */
export async function readHeartbeat(now: Date): Promise<Heartbeat | null> {
  const row = await db().setting.findUnique({ where: { name: settingName } });
  const parsed = heartbeat.safeParse(row?.value);
  if (!parsed.success) return null;
  return now.getTime() - Date.parse(parsed.data.at) <= freshForMs ? parsed.data : null;
}
