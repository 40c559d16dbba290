import * as z from 'zod';

// GET /api/jobs/dead
export const deadJob = z.object({
  /** Larger than JSON's numbers hold exactly. */
  id: z.string(),
  name: z.string(),
  attempts: z.number(),
  createdAt: z.iso.datetime(),
  /** When it was tried last. */
  diedAt: z.iso.datetime(),
  error: z.string(),
});
export type DeadJob = z.infer<typeof deadJob>;

export const deadJobs = z.object({
  /** The last that died; no more than a page holds. */
  jobs: z.array(deadJob),
  /** How many there are in all. */
  count: z.number(),
});
export type DeadJobs = z.infer<typeof deadJobs>;

// POST /api/jobs/dead/:id/run-again
export const jobPath = z.object({ id: z.string().regex(/^[1-9]\d{0,17}$/) });
