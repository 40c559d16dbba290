import { previewSweep } from '@/lib/curation/server';
import { sweepPredicate } from '@/lib/curation/sweep-contract';
import { route } from '@/lib/platform/route';

/** A reading; a predicate is longer than an address may be. */
export const POST = route(
  { role: 'md', scope: 'decisions:read', body: sweepPredicate },
  ({ body }) => previewSweep(body, new Date()),
);
