import { db } from '../../platform/db';
import { leaseMs } from '../../curation/limits';
import type { HeldProducts } from '../progress-contract';
import { isHeld } from '../../curation/server';

const maximumListed = 500;

interface HeldRecord {
  readonly productId: number;
  readonly title: string;
  readonly seller: string;
  readonly userId: string;
  readonly userName: string;
  readonly queueName: string | null;
  readonly until: Date;
}

/** Products that somebody holds right now, those whose lease ends first at the top. */
export async function listHeldProducts(now: Date): Promise<HeldProducts> {
  const records = await db().$queryRaw<HeldRecord[]>`
    SELECT r.product_id AS "productId", p.title, s.name AS seller, r.lease_user_id AS "userId",
      COALESCE(u.name, r.lease_user_id) AS "userName", q.name AS "queueName",
      r.lease_until AS until
    FROM review_items r
    JOIN products p ON p.id = r.product_id
    JOIN sellers s ON s.id = r.seller_id
    LEFT JOIN users u ON u.id = r.lease_user_id
    LEFT JOIN queues q ON q.id = r.lease_queue_id
    WHERE ${isHeld(now)}
    ORDER BY r.lease_until, r.product_id LIMIT ${maximumListed}::int`;
  return records.map(({ until, ...record }) => ({
    ...record,
    // Every heartbeat renews the lease for its whole length.
    seenAt: new Date(until.getTime() - leaseMs).toISOString(),
    until: until.toISOString(),
  }));
}
