import type * as z from 'zod';
import { writeAudit } from '../../platform/audit';
import { db, type Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { readListPlace, writeListPlace } from '../../platform/list-place';
import type {
  DeliveryDetail,
  DeliveryPage,
  DeliveryQuery,
  replayInput,
  WebhookDelivery,
} from '../contract';
import { askForAttempt } from './publish-event';
import { unknownWebhook } from './webhooks';

const lastAttempt = { attempts: { orderBy: { id: 'desc' }, take: 1 } } as const;

/** One page of a webhook's deliveries, newest first. @throws AppError `not-found`, `invalid` */
export async function listDeliveries(
  webhookId: string,
  { state, cursor, limit }: DeliveryQuery,
): Promise<DeliveryPage> {
  const webhook = await db().webhook.findUnique({
    where: { id: webhookId },
    select: { id: true },
  });
  if (!webhook) throw unknownWebhook(webhookId);
  const after = cursor === undefined ? null : readListPlace(cursor);
  const rows = await db().webhookDelivery.findMany({
    where: {
      webhookId,
      state,
      ...(after
        ? {
            OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }],
          }
        : {}),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: lastAttempt,
  });
  const deliveries = rows.slice(0, limit).map(toDelivery);
  const last = deliveries.at(-1);
  return {
    deliveries,
    next: rows.length > limit && last ? writeListPlace(last.createdAt, last.id) : null,
  };
}

/** One delivery with its body and every attempt. @throws AppError `not-found` */
export async function readDelivery(id: string): Promise<DeliveryDetail> {
  const row = await db().webhookDelivery.findUnique({
    where: { id },
    include: { attempts: { orderBy: { id: 'desc' }, take: 50 } },
  });
  if (!row) throw unknownDelivery(id);
  return {
    ...toDelivery(row),
    webhookId: row.webhookId,
    body: row.body,
    attempts: row.attempts.map(({ at, durationMs, status, error, answer }) => ({
      at: at.toISOString(),
      durationMs,
      status,
      error,
      answer,
    })),
  };
}

/** Sends one delivery again, under the id that it had. @throws AppError `not-found` */
export async function replayDelivery(
  actor: { readonly id: string },
  id: string,
  now: Date,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const [again] = await tx.webhookDelivery.updateManyAndReturn({
      where: { id },
      data: { state: 'waiting', tries: 0, nextTryAt: now },
      select: { id: true, webhookId: true },
    });
    if (!again) throw unknownDelivery(id);
    await askForAttempt(tx, again);
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'webhook.replay',
      subjectType: 'webhook-delivery',
      subjectId: id,
    });
  });
}

/** Sends again what failed, or everything, since an instant. @throws AppError `not-found` */
export async function replayDeliveries(
  actor: { readonly id: string },
  webhookId: string,
  { since, which }: z.output<typeof replayInput>,
  now: Date,
): Promise<{ readonly replayed: number }> {
  return db().$transaction(async (tx) => {
    const webhook = await tx.webhook.findUnique({ where: { id: webhookId } });
    if (!webhook) throw unknownWebhook(webhookId);
    const again = await tx.webhookDelivery.updateManyAndReturn({
      where: {
        webhookId,
        state: which === 'failed' ? 'failed' : { in: ['failed', 'delivered'] },
        ...(since === undefined ? {} : { createdAt: { gte: since } }),
      },
      data: { state: 'waiting', tries: 0, nextTryAt: now },
      select: { id: true, webhookId: true },
    });
    for (const delivery of again) await askForAttempt(tx, delivery);
    await writeAudit(tx, {
      actorId: actor.id,
      action: 'webhook.replay',
      subjectType: 'webhook',
      subjectId: webhookId,
      detail: { which, since: since ?? null, replayed: again.length },
    });
    return { replayed: again.length };
  });
}

function unknownDelivery(id: string): AppError {
  return new AppError('not-found', 'errors.not-found', { subject: `delivery ${id}` });
}

function toDelivery(
  row: Prisma.WebhookDeliveryGetPayload<{ include: { attempts: true } }>,
): WebhookDelivery {
  const [last] = row.attempts;
  return {
    id: row.id,
    eventId: row.eventId,
    event: row.event,
    state: row.state,
    tries: row.tries,
    lastStatus: last?.status ?? null,
    lastError: last?.error ?? null,
    nextTryAt: row.nextTryAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  };
}
