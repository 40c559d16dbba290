import { db, type Prisma, type Transaction } from '../../platform/db';
import { readAllowed } from '../destination';
import { nextTryAt, readRetryAfter } from '../retry-plan';
import { signatureHeaders } from '../signature';
import { openSecrets } from './open-secrets';
import { postGuarded, type PostResult } from './post-guarded';
import { askForAttempt } from './publish-event';

export interface DeliverySettings {
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly random: () => number;
  /** AVENUE_WEBHOOK_ALLOWED. */
  readonly allowed: string | undefined;
}

/**
 * One attempt at one delivery. Its outcome, and the job for the next attempt, are written together;
 * a process killed in between sends the same event again, which its id tells.
 */
export async function deliver(deliveryId: string, settings: DeliverySettings): Promise<void> {
  const delivery = await db().webhookDelivery.findUnique({
    where: { id: deliveryId },
    include: { webhook: true },
  });
  if (delivery?.state !== 'waiting') return;
  const { webhook, tries } = delivery;
  const at = settings.now();
  const result = await post(delivery, at, settings);
  // A worker that stops has not failed to deliver.
  if (settings.signal.aborted && 'error' in result) throw settings.signal.reason;
  const ended = settings.now();
  await db().$transaction(async (tx) => {
    const next = settle(result, webhook.isEnabled, tries + 1, ended, settings.random());
    const { count } = await tx.webhookDelivery.updateMany({
      where: { id: deliveryId, state: 'waiting', tries },
      data: { ...next, tries: tries + 1 },
    });
    // Somebody asked for it anew meanwhile, and that attempt speaks for itself.
    if (count === 0) return;
    await tx.webhookAttempt.create({
      data: {
        deliveryId,
        at,
        durationMs: ended.getTime() - at.getTime(),
        ...('error' in result
          ? { error: result.error.slice(0, 500) }
          : { status: result.status, answer: result.answer, error: statusError(result.status) }),
      },
    });
    if ('status' in result && result.status === 410) await switchOff(tx, webhook.id);
    if (next.nextTryAt) await askForAttempt(tx, delivery, next.nextTryAt);
  });
}

async function post(
  { webhook, eventId, body }: Prisma.WebhookDeliveryGetPayload<{ include: { webhook: true } }>,
  at: Date,
  { allowed, signal }: DeliverySettings,
): Promise<PostResult> {
  if (!webhook.isEnabled) return { error: 'the webhook is switched off' };
  const secrets = openSecrets(webhook, at);
  if (secrets === null) {
    return { error: 'its secret was sealed with another BETTER_AUTH_SECRET: make a new one' };
  }
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Avenue-Webhooks/1',
    ...signatureHeaders({ id: eventId, at, body }, secrets),
  };
  return postGuarded(new URL(webhook.url), headers, body, readAllowed(allowed), signal);
}

interface Settled {
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly nextTryAt: Date | null;
  readonly deliveredAt?: Date;
}

function settle(
  result: PostResult,
  isEnabled: boolean,
  tries: number,
  now: Date,
  random: number,
): Settled {
  const isDelivered = 'status' in result && result.status >= 200 && result.status < 300;
  if (isDelivered) return { state: 'delivered', nextTryAt: null, deliveredAt: now };
  const isGone = 'status' in result && result.status === 410;
  const asked = 'status' in result ? readRetryAfter(result.retryAfter, now) : null;
  const next = isGone || !isEnabled ? null : nextTryAt(tries, now, random, asked);
  return { state: next ? 'waiting' : 'failed', nextTryAt: next };
}

function statusError(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? 'a redirect, which is not followed' : `HTTP ${status}`;
}

/** `410 Gone` is how a receiver says that it wants no more. */
async function switchOff(tx: Transaction, id: string): Promise<void> {
  await tx.webhook.update({
    where: { id },
    data: { isEnabled: false, disabledReason: '410 Gone' },
  });
}
