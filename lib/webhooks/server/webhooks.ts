import { lookup } from 'node:dns/promises';
import { writeAudit } from '../../platform/audit';
import { db, type Transaction } from '../../platform/db';
import { AppError } from '../../platform/errors';
import { sealText } from '../../platform/sealed-text';
import { plainHost } from '../../platform/private-host';
import {
  webhookEventType,
  type ChangeWebhookInput,
  type CreateWebhookInput,
  type Webhook,
  type WebhookSecret,
} from '../contract';
import { mayReach, readAllowed } from '../destination';
import { makeSecret } from '../signature';
import { sealOf } from './open-secrets';
import { askForAttempt } from './publish-event';

type Actor = { readonly id: string };

/** How long the secret before a rotation signs too. */
const overlapMs = 24 * 3_600_000;

/** Every webhook by name, with how its deliveries stand. */
export async function listWebhooks(now: Date): Promise<Webhook[]> {
  const [rows, states, last] = await Promise.all([
    db().webhook.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
    db().webhookDelivery.groupBy({
      by: ['webhookId', 'state'],
      where: { state: { not: 'delivered' } },
      _count: { id: true },
    }),
    db().webhookDelivery.groupBy({ by: ['webhookId'], _max: { deliveredAt: true } }),
  ]);
  return rows.map((row) => {
    const countOf = (state: string) =>
      states.find((each) => each.webhookId === row.id && each.state === state)?._count.id ?? 0;
    const until = row.previousSecretUntil;
    return {
      id: row.id,
      name: row.name,
      url: row.url,
      events: row.events.flatMap((each) => webhookEventType.safeParse(each).data ?? []),
      isEnabled: row.isEnabled,
      disabledReason: row.disabledReason,
      previousSecretUntil: until !== null && until > now ? until.toISOString() : null,
      createdAt: row.createdAt.toISOString(),
      waiting: countOf('waiting'),
      failed: countOf('failed'),
      lastDeliveredAt:
        last.find((each) => each.webhookId === row.id)?._max.deliveredAt?.toISOString() ?? null,
    };
  });
}

/**
 * Makes a webhook, switched on. Its secret is in this answer and nowhere else.
 * @throws AppError `forbidden` for an address that the settings do not let through
 */
export async function createWebhook(
  actor: Actor,
  input: CreateWebhookInput,
): Promise<WebhookSecret> {
  await requireOpenAddress(input.url);
  const id = crypto.randomUUID();
  const secret = makeSecret();
  await db().$transaction(async (tx) => {
    const sealed = sealText(secret, sealOf(id));
    await tx.webhook.create({ data: { id, ...input, secret: sealed, createdBy: actor.id } });
    await note(tx, actor, 'webhook.create', id, { ...input });
  });
  return { id, secret };
}

/** @throws AppError `not-found`; `forbidden` for an address that the settings do not let through */
export async function changeWebhook(
  actor: Actor,
  id: string,
  input: ChangeWebhookInput,
): Promise<void> {
  if (input.url !== undefined) await requireOpenAddress(input.url);
  await db().$transaction(async (tx) => {
    const data = { ...input, ...(input.isEnabled ? { disabledReason: null } : {}) };
    const { count } = await tx.webhook.updateMany({ where: { id }, data });
    if (count === 0) throw unknownWebhook(id);
    await note(tx, actor, 'webhook.change', id, { ...input });
  });
}

/** @throws AppError `not-found` */
export async function deleteWebhook(actor: Actor, id: string): Promise<void> {
  await db().$transaction(async (tx) => {
    const [gone] = await tx.$queryRaw<{ name: string; url: string }[]>`
      DELETE FROM webhooks WHERE id = ${id}::uuid RETURNING name, url`;
    if (!gone) throw unknownWebhook(id);
    await note(tx, actor, 'webhook.delete', id, gone);
  });
}

/** A new secret; the one before it signs too for a day. @throws AppError `not-found` */
export async function rotateSecret(actor: Actor, id: string, now: Date): Promise<WebhookSecret> {
  const secret = makeSecret();
  const until = new Date(now.getTime() + overlapMs);
  await db().$transaction(async (tx) => {
    const changed = await tx.$executeRaw`
      UPDATE webhooks SET previous_secret = secret, previous_secret_until = ${until}::timestamptz,
        secret = ${sealText(secret, sealOf(id))}, updated_at = ${now}::timestamptz
      WHERE id = ${id}::uuid`;
    if (changed === 0) throw unknownWebhook(id);
    await note(tx, actor, 'webhook.rotate-secret', id, { until: until.toISOString() });
  });
  return { id, secret };
}

/** Sends a test event to one webhook, whatever it listens to. @throws AppError `not-found` */
export async function testWebhook(
  actor: Actor,
  id: string,
  now: Date,
): Promise<{ readonly id: string }> {
  const deliveryId = crypto.randomUUID();
  const event = { type: 'webhook.test', timestamp: now.toISOString(), data: { webhookId: id } };
  await db().$transaction(async (tx) => {
    const found = await tx.webhook.findUnique({ where: { id }, select: { id: true } });
    if (!found) throw unknownWebhook(id);
    await tx.webhookDelivery.create({
      data: {
        id: deliveryId,
        webhookId: id,
        eventId: crypto.randomUUID(),
        event: event.type,
        body: JSON.stringify(event),
        nextTryAt: now,
        createdAt: now,
      },
    });
    await askForAttempt(tx, { id: deliveryId, webhookId: id });
    await note(tx, actor, 'webhook.test', id, {});
  });
  return { id: deliveryId };
}

export function unknownWebhook(id: string): AppError {
  return new AppError('not-found', 'errors.not-found', { subject: `webhook ${id}` });
}

/** Says at once what the first delivery would say: a name that does not resolve yet may do later. */
async function requireOpenAddress(given: string): Promise<void> {
  const url = new URL(given);
  const allowed = readAllowed(process.env.AVENUE_WEBHOOK_ALLOWED);
  const host = plainHost(url.hostname);
  const isEncrypted = url.protocol === 'https:';
  const addresses = await lookup(host, { all: true }).catch(() => []);
  const closed = addresses.find(
    ({ address }) => !mayReach({ host, address, isEncrypted }, allowed),
  );
  if (closed) throw new AppError('forbidden', 'webhooks.errors.closed-address', { host });
}

function note(
  tx: Transaction,
  actor: Actor,
  action: string,
  id: string,
  detail: NonNullable<Parameters<typeof writeAudit>[1]['detail']>,
): Promise<void> {
  return writeAudit(tx, {
    actorId: actor.id,
    action,
    subjectType: 'webhook',
    subjectId: id,
    detail,
  });
}
