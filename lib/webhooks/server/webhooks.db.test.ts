import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db, inPlainTransaction, pool } from '../../platform/db';
import { replayInput, type WebhookEvent, type WebhookEventType } from '../contract';
import { maximumTries } from '../retry-plan';
import { signatureHeaders } from '../signature';
import { deliver } from './deliver';
import { listDeliveries, readDelivery, replayDeliveries, replayDelivery } from './deliveries';
import { publishEvent } from './publish-event';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  rotateSecret,
  testWebhook,
} from './webhooks';

const admin = { id: 'an-admin' };
const now = new Date('2030-01-01T00:00:00.000Z');
const landed: WebhookEvent = {
  type: 'commit.landed',
  data: { commitId: randomUUID(), productId: 7, changes: 3 },
};

interface Call {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let database: TestDatabase;
let server: Server;
let base: string;
let calls: Call[] = [];
let answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 200 };

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  process.env.BETTER_AUTH_SECRET = 'a secret of the test, long enough to be one';
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      calls.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(answer.status, answer.headers).end(answer.body ?? 'taken');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  vi.unstubAllEnvs();
  await closeDatabase();
  await database.drop();
});
beforeEach(() => {
  vi.stubEnv('AVENUE_WEBHOOK_ALLOWED', '127.0.0.1');
  calls = [];
  answer = { status: 200 };
});
afterEach(async () => {
  await db().webhook.deleteMany();
  await pool().query(
    `SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs`,
  );
});

function make(events: WebhookEventType[] = ['commit.landed'], url = `${base}/hook`) {
  return createWebhook(admin, { name: 'erp', url, events });
}

async function publish(event: WebhookEvent = landed): Promise<void> {
  await db().$transaction((tx) => publishEvent(tx, event, now));
}

async function onlyDelivery(webhookId: string) {
  const { deliveries } = await listDeliveries(webhookId, { limit: 10 });
  expect(deliveries).toHaveLength(1);
  return deliveries[0]!;
}

function attempt(id: string, at = now, allowed: string | undefined = '127.0.0.1') {
  const signal = new AbortController().signal;
  return deliver(id, { signal, now: () => at, random: () => 0, allowed });
}

async function jobsOf(id: string): Promise<Date[]> {
  const { rows } = await pool().query<{ run_at: Date }>(
    'SELECT run_at FROM graphile_worker.jobs WHERE key = $1',
    [`webhook-delivery:${id}`],
  );
  return rows.map((row) => row.run_at);
}

describe('an event', () => {
  it('comes to every webhook that asked for it, signed, once the transaction is committed', async () => {
    const { id, secret } = await make();
    await make(['model.promoted']);
    await publish();
    const delivery = await onlyDelivery(id);
    expect(await jobsOf(delivery.id)).toHaveLength(1);
    await attempt(delivery.id);
    const [call] = calls;
    expect(calls).toHaveLength(1);
    expect(JSON.parse(call!.body)).toEqual({ ...landed, timestamp: now.toISOString() });
    expect(call!.headers).toMatchObject(
      signatureHeaders({ id: delivery.eventId, at: now, body: call!.body }, [secret]),
    );
    expect(await onlyDelivery(id)).toMatchObject({ state: 'delivered', tries: 1, lastStatus: 200 });
    await attempt(delivery.id);
    expect(calls).toHaveLength(1);
  });

  it('that is rolled back is told to nobody', async () => {
    const { id } = await make();
    const failing = inPlainTransaction(async (client) => {
      await publishEvent(client, landed, now);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await listDeliveries(id, { limit: 10 })).deliveries).toEqual([]);
  });

  it('passes by a webhook that is switched off', async () => {
    const { id } = await make();
    await changeWebhook(admin, id, { isEnabled: false });
    await publish();
    expect((await listDeliveries(id, { limit: 10 })).deliveries).toEqual([]);
  });
});

describe('a delivery that is not taken', () => {
  it('waits longer and longer, keeps every attempt, and fails after the last', async () => {
    const { id } = await make();
    await publish();
    const { id: deliveryId } = await onlyDelivery(id);
    answer = { status: 503, body: 'later' };
    await attempt(deliveryId);
    const first = await onlyDelivery(id);
    expect(first).toMatchObject({ state: 'waiting', tries: 1, lastStatus: 503 });
    expect(first.nextTryAt).toBe('2030-01-01T00:00:05.000Z');
    expect(await jobsOf(deliveryId)).toEqual([new Date(first.nextTryAt!)]);
    for (let tries = 2; tries <= maximumTries; tries += 1) await attempt(deliveryId);
    expect(await onlyDelivery(id)).toMatchObject({ state: 'failed', tries: maximumTries });
    const { attempts } = await readDelivery(deliveryId);
    expect(attempts).toHaveLength(maximumTries);
    expect(attempts[0]).toMatchObject({ status: 503, error: 'HTTP 503', answer: 'later' });
    expect((await listWebhooks(now))[0]).toMatchObject({ failed: 1, waiting: 0 });
  });

  it('is sent again on demand, under the same id, and counts its attempts anew', async () => {
    const { id } = await make();
    await publish();
    const { id: deliveryId, eventId } = await onlyDelivery(id);
    answer = { status: 500 };
    for (let tries = 1; tries <= maximumTries; tries += 1) await attempt(deliveryId);
    answer = { status: 204 };
    expect(await replayDeliveries(admin, id, replayInput.parse({}), now)).toEqual({ replayed: 1 });
    expect(await jobsOf(deliveryId)).toHaveLength(1);
    await attempt(deliveryId);
    expect(calls.at(-1)!.headers['webhook-id']).toBe(eventId);
    expect(await onlyDelivery(id)).toMatchObject({ state: 'delivered', tries: 1 });
    await replayDelivery(admin, deliveryId, now);
    await attempt(deliveryId);
    expect(calls.filter(({ headers }) => headers['webhook-id'] === eventId)).toHaveLength(
      maximumTries + 2,
    );
  });

  it('is given up at once, and the webhook switched off, when the receiver is gone', async () => {
    const { id } = await make();
    await publish();
    answer = { status: 410 };
    await attempt((await onlyDelivery(id)).id);
    expect(await onlyDelivery(id)).toMatchObject({ state: 'failed', tries: 1 });
    expect((await listWebhooks(now))[0]).toMatchObject({
      isEnabled: false,
      disabledReason: '410 Gone',
    });
  });

  it('follows no redirect', async () => {
    const { id } = await make();
    await publish();
    answer = { status: 302, headers: { location: `${base}/elsewhere` } };
    await attempt((await onlyDelivery(id)).id);
    expect(calls.map(({ path }) => path)).toEqual(['/hook']);
    expect(await onlyDelivery(id)).toMatchObject({ state: 'waiting', lastStatus: 302 });
  });

  it('never leaves for an address that is no longer allowed, by number or by name', async () => {
    const { id } = await make();
    await publish();
    const { id: deliveryId } = await onlyDelivery(id);
    await attempt(deliveryId, now, '');
    await changeWebhook(admin, id, { url: base.replace('127.0.0.1', 'localhost') }).catch(
      () => undefined,
    );
    await db().webhook.update({
      where: { id },
      data: { url: base.replace('127.0.0.1', 'localhost') },
    });
    await attempt(deliveryId, now, '');
    expect(calls).toEqual([]);
    const { attempts } = await readDelivery(deliveryId);
    expect(attempts.map(({ error }) => error)).toEqual([
      expect.stringContaining('not allowed'),
      expect.stringContaining('not allowed'),
    ]);
  });
});

describe('a webhook', () => {
  it('is refused for an address inside, unless the settings allow it', async () => {
    vi.stubEnv('AVENUE_WEBHOOK_ALLOWED', '');
    await expect(make()).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'webhooks.errors.closed-address',
    });
  });

  it('signs with both secrets for a day after a change, then with the new one', async () => {
    const { id, secret } = await make();
    const changed = await rotateSecret(admin, id, now);
    await publish();
    const { id: deliveryId, eventId } = await onlyDelivery(id);
    await attempt(deliveryId);
    const expected = (at: Date, secrets: string[]) =>
      signatureHeaders({ id: eventId, at, body: calls[0]!.body }, secrets)['webhook-signature'];
    expect(calls[0]!.headers['webhook-signature']).toBe(expected(now, [changed.secret, secret]));
    await replayDelivery(admin, deliveryId, now);
    const later = new Date(now.getTime() + 25 * 3_600_000);
    await attempt(deliveryId, later);
    expect(calls[1]!.headers['webhook-signature']).toBe(expected(later, [changed.secret]));
  });

  it('keeps its secrets encrypted, and says so when they do not open any more', async () => {
    const { id, secret } = await make();
    await rotateSecret(admin, id, now);
    const stored = await db().webhook.findUniqueOrThrow({ where: { id } });
    for (const kept of [stored.secret, stored.previousSecret]) {
      expect(kept).not.toContain(secret);
      expect(kept).not.toContain('whsec_');
    }
    vi.stubEnv('BETTER_AUTH_SECRET', 'another secret, as after a restore without the data folder');
    await publish();
    const delivery = await onlyDelivery(id);
    await attempt(delivery.id);
    vi.unstubAllEnvs();
    expect(calls).toEqual([]);
    expect((await onlyDelivery(id)).lastError).toContain('BETTER_AUTH_SECRET');
  });

  it('can be tested, and everything done to it is on the audit trail, its secret nowhere', async () => {
    const { id, secret } = await make();
    const { id: deliveryId } = await testWebhook(admin, id, now);
    await attempt(deliveryId);
    expect(JSON.parse(calls[0]!.body)).toMatchObject({ type: 'webhook.test' });
    await rotateSecret(admin, id, now);
    await deleteWebhook(admin, id);
    const trail = await db().auditEntry.findMany({
      where: { subjectId: id },
      orderBy: { id: 'asc' },
    });
    expect(trail.map(({ action }) => action)).toEqual([
      'webhook.create',
      'webhook.test',
      'webhook.rotate-secret',
      'webhook.delete',
    ]);
    expect(
      JSON.stringify(trail, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
    ).not.toContain(secret);
  });
});
