import { readSweepGroup } from '@/lib/sweeps/server';
import { readSweepInput } from '@/lib/sweeps/contract';
import { route } from '@/lib/platform/route';

/** A reading; a predicate is longer than an address may be. */
export const POST = route(
  { role: 'md', scope: 'decisions:read', body: readSweepInput },
  ({ body }) => readSweepGroup(body, new Date()),
);
