import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/sweeps/endpoints';
import { readSweepGroup } from '@/lib/sweeps/server';

/** A reading; a predicate is longer than an address may be. */
export const POST = route(endpoints.readSweepGroup, ({ body }) => readSweepGroup(body, new Date()));
