import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/sweeps/endpoints';
import { previewSweep } from '@/lib/sweeps/server';

/** A reading; a predicate is longer than an address may be. */
export const POST = route(endpoints.previewSweep, ({ body }) => previewSweep(body, new Date()));
