import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { enqueue } from '../../jobs/define-job';
import type { Transaction } from '../../platform/db';
import { webhookEvent, type WebhookEvent, type WebhookEventType } from '../contract';
import { deliverWebhook } from '../jobs';

const insertDeliveries = `
  INSERT INTO webhook_deliveries (id, webhook_id, event_id, event, body, next_try_at, created_at)
  SELECT gen_random_uuid(), w.id, $1::uuid, $2::text, $3::text, $4::timestamptz, $4::timestamptz
  FROM webhooks w WHERE w.is_enabled AND $2 = ANY(w.events)
  RETURNING id::text, webhook_id::text AS "webhookId"`;

/**
 * Tells every webhook that asked for it, inside the caller's transaction: what is rolled back is never
 * told, and what is committed is told in the end. Without webhooks it is one look at an empty table.
 */
export async function publishEvent(
  tx: Transaction | pg.PoolClient,
  event: WebhookEvent,
  now: Date,
): Promise<void> {
  const { type, data } = webhookEvent.parse(event);
  const body = JSON.stringify({ type, timestamp: now.toISOString(), data });
  const values = [randomUUID(), type, body, now];
  for (const delivery of await insert(tx, values)) await askForAttempt(tx, delivery);
}

/** Whether anybody asked to be told: spares many calls of `publishEvent` where nobody did. */
export async function hasListener(tx: Transaction, event: WebhookEventType): Promise<boolean> {
  const count = await tx.webhook.count({ where: { isEnabled: true, events: { has: event } } });
  return count > 0;
}

interface Delivery {
  readonly id: string;
  readonly webhookId: string;
}

/**
 * Asks for the next attempt; one job waits for a delivery at a time. A webhook's deliveries go one
 * after the other, so that a receiver that hangs holds up itself alone.
 */
export function askForAttempt(
  tx: Transaction | pg.PoolClient,
  { id, webhookId }: Delivery,
  runAt?: Date,
): Promise<void> {
  const options = { key: `webhook-delivery:${id}`, queue: `webhook:${webhookId}`, runAt };
  return enqueue(tx, deliverWebhook, { deliveryId: id }, options);
}

async function insert(
  tx: Transaction | pg.PoolClient,
  values: readonly unknown[],
): Promise<readonly Delivery[]> {
  if ('$queryRawUnsafe' in tx) return tx.$queryRawUnsafe(insertDeliveries, ...values);
  return (await tx.query<Delivery>(insertDeliveries, [...values])).rows;
}
