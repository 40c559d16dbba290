import * as z from 'zod';

const count = z.number().int();

/** When the day of the person who asks began: the server does not know where they sit. */
const since = z.iso.datetime();

/** What somebody got done since the day began. */
const workDone = z.object({
  products: count,
  /** Rows that were decided, and those among them that the model had wrong. */
  rows: count,
  found: count,
  /** How fast, as a share of the standard pace; 1.2 is a fifth faster. */
  speed: z.number(),
});

/** How far a queue has come. */
const queueProgress = z.object({
  /** Products that wait or that somebody holds; counted up to `countLimit`. */
  left: count,
  /** Products per hour of everybody who works on it; null before there is enough to say. */
  perHour: z.number().nullable(),
  /** When nothing would be left at that pace; null when nobody can say. */
  finishesAt: z.iso.datetime().nullable(),
});

// GET /api/review/progress – what the person who asks did today, and how far their queue is
export const ownProgressQuery = z.object({ queueId: z.uuid().optional(), since });
export type OwnProgressQuery = z.infer<typeof ownProgressQuery>;
export const ownProgress = queueProgress.extend({ done: workDone });
export type OwnProgress = z.infer<typeof ownProgress>;

// GET /api/queues/progress – every queue and everybody in it
export const teamProgressQuery = z.object({ since });
export type TeamProgressQuery = z.infer<typeof teamProgressQuery>;
export const teamProgress = z.object({
  queues: z.array(
    queueProgress.extend({
      /** Null for work that came from no saved queue. */
      id: z.uuid().nullable(),
      name: z.string().nullable(),
      leased: count,
      products: count,
      found: count,
      people: z.array(
        workDone.extend({ userId: z.string(), name: z.string(), lastAt: z.iso.datetime() }),
      ),
    }),
  ),
});
export type TeamProgress = z.infer<typeof teamProgress>;

// GET /api/review/leases – the products that somebody holds, those about to run out first
export const heldProducts = z.array(
  z.object({
    productId: count,
    title: z.string(),
    seller: z.string(),
    userId: z.string(),
    userName: z.string(),
    /** The queue that it was claimed from, were there one. */
    queueName: z.string().nullable(),
    /** When the desk of the holder last showed a sign of life, and when the lease ends without one. */
    seenAt: z.iso.datetime(),
    until: z.iso.datetime(),
  }),
);
export type HeldProducts = z.infer<typeof heldProducts>;
