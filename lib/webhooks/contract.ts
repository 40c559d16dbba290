import * as z from 'zod';
import { absence, decisionKind, decisionMode } from '../values/decision';
import { attributeValue } from '../values/contract';
import { instant } from '../platform/inputs';

const count = z.number().int().min(0);

/** What happened, in few words; more is read through the REST API by the ids. */
export const webhookEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('import.finished'),
    data: z.object({
      importId: z.uuid(),
      state: z.enum(['done', 'failed']),
      fileName: z.string(),
      rowsInserted: count,
      rowsUpdated: count,
      rowsUnchanged: count,
      rowsRejected: count,
      /** Offers that a full feed left out. */
      offersWithdrawn: count.default(0),
    }),
  }),
  z.object({
    type: z.literal('proposals.ready'),
    data: z.object({
      runId: z.uuid(),
      modelVersion: z.string().nullable(),
      products: count,
      failed: count,
    }),
  }),
  /** Gathered for a minute; at most 200 in one event. */
  z.object({
    type: z.literal('decisions.made'),
    data: z.object({
      decisions: z.array(
        z.object({
          id: z.uuid(),
          productId: z.number().int(),
          externalId: z.string(),
          seller: z.string(),
          categoryKey: z.string(),
          attributeKey: z.string(),
          kind: decisionKind,
          values: z.array(attributeValue),
          absence: absence.nullable(),
          mode: decisionMode,
          modelVersion: z.string(),
          decidedAt: z.iso.datetime(),
        }),
      ),
    }),
  }),
  z.object({
    type: z.literal('commit.landed'),
    data: z.object({ commitId: z.uuid(), productId: z.number().int(), changes: count }),
  }),
  z.object({
    type: z.literal('commit.reverted'),
    data: z.object({
      commitId: z.uuid(),
      revertsId: z.uuid(),
      productId: z.number().int(),
      restored: z.array(z.string()),
      kept: z.array(z.string()),
    }),
  }),
  z.object({
    type: z.literal('dataset.ready'),
    data: z.object({
      versionId: z.uuid(),
      hash: z.string(),
      recipeName: z.string(),
      products: count,
      decisions: count,
    }),
  }),
  z.object({
    type: z.literal('model.promoted'),
    data: z.object({
      name: z.string(),
      before: z.string().nullable(),
      /** A roll-back puts a model in production too. */
      kind: z.enum(['promote', 'roll-back']),
    }),
  }),
  z.object({ type: z.literal('webhook.test'), data: z.object({ webhookId: z.uuid() }) }),
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

/** What a webhook can ask to be told of. */
export const webhookEventType = z.enum([
  'import.finished',
  'proposals.ready',
  'decisions.made',
  'commit.landed',
  'commit.reverted',
  'dataset.ready',
  'model.promoted',
]);
export type WebhookEventType = z.infer<typeof webhookEventType>;

export const webhook = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  events: z.array(webhookEventType),
  isEnabled: z.boolean(),
  /** Set when Avenue switched it off itself. */
  disabledReason: z.string().nullable(),
  /** Until when the secret before the last rotation signs too. */
  previousSecretUntil: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  waiting: count,
  failed: count,
  lastDeliveredAt: z.iso.datetime().nullable(),
});
export type Webhook = z.infer<typeof webhook>;

// GET /api/webhooks
export const webhooks = z.array(webhook);

const name = z.string().trim().min(1).max(80);
const url = z.url({ protocol: /^https?$/ }).max(500);
const events = z.array(webhookEventType).min(1);

// POST /api/webhooks
export const createWebhookInput = z.object({ name, url, events });
export type CreateWebhookInput = z.infer<typeof createWebhookInput>;

/** The only answers that hold the secret: of making a webhook and of changing its secret. */
export const webhookSecret = z.object({ id: z.uuid(), secret: z.string() });
export type WebhookSecret = z.infer<typeof webhookSecret>;

// PATCH /api/webhooks/:id
export const changeWebhookInput = z
  .object({ name, url, events, isEnabled: z.boolean() })
  .partial()
  .refine((input) => Object.keys(input).length > 0, { message: 'nothing to change' });
export type ChangeWebhookInput = z.infer<typeof changeWebhookInput>;

export const idPath = z.object({ id: z.uuid() });

export const deliveryState = z.enum(['waiting', 'delivered', 'failed']);
export type DeliveryState = z.infer<typeof deliveryState>;

export const webhookDelivery = z.object({
  id: z.uuid(),
  /** Header `webhook-id`. */
  eventId: z.uuid(),
  event: z.string(),
  state: deliveryState,
  tries: count,
  /** HTTP status of the last attempt. */
  lastStatus: z.number().int().nullable(),
  lastError: z.string().nullable(),
  nextTryAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

// GET /api/webhooks/:id/deliveries – newest first
export const deliveryQuery = z.object({
  state: deliveryState.optional(),
  /** `next` of the page before. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
});
export type DeliveryQuery = z.infer<typeof deliveryQuery>;
export const deliveryPage = z.object({
  deliveries: z.array(webhookDelivery),
  next: z.string().nullable(),
});
export type DeliveryPage = z.infer<typeof deliveryPage>;

// GET /api/webhook-deliveries/:id
export const deliveryDetail = webhookDelivery.extend({
  webhookId: z.uuid(),
  body: z.string(),
  attempts: z.array(
    z.object({
      at: z.iso.datetime(),
      durationMs: count,
      status: z.number().int().nullable(),
      error: z.string().nullable(),
      /** The beginning of what was answered. */
      answer: z.string().nullable(),
    }),
  ),
});
export type DeliveryDetail = z.infer<typeof deliveryDetail>;

// POST /api/webhooks/:id/test
export const testedWebhook = z.object({
  /** Of the delivery that it made. */
  id: z.uuid(),
});

// POST /api/webhooks/:id/replay
export const replayInput = z.object({
  /** Only what happened at or after this instant. */
  since: instant.optional(),
  /** `failed`: what never arrived; `all`: what arrived too. */
  which: z.enum(['failed', 'all']).default('failed'),
});
export type ReplayInput = z.input<typeof replayInput>;
export const replayResult = z.object({ replayed: count });
