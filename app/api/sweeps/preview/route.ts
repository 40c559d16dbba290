import { previewSweep } from '@/lib/sweeps/server';
import { sweepPredicate } from '@/lib/sweeps/contract';
import { route } from '@/lib/platform/route';

/** A reading; a predicate is longer than an address may be. */
export const POST = route(
  { role: 'md', scope: 'decisions:read', body: sweepPredicate },
  ({ body }) => previewSweep(body, new Date()),
);
