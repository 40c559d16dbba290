import { defineEndpoint } from '../platform/endpoint';
import {
  changeWebhookInput,
  createWebhookInput,
  deliveryDetail,
  deliveryPage,
  deliveryQuery,
  idPath,
  replayInput,
  replayResult,
  testedWebhook,
  webhookSecret,
  webhooks,
} from './contract';

const closedToKeys = 'where data goes to is decided by people';

export const replayDelivery = defineEndpoint({
  method: 'POST',
  path: '/api/webhook-deliveries/{id}/replay',
  role: 'admin',
  closedToKeys: 'the log of the webhooks',
  params: idPath,
  answer: null,
});

export const readDelivery = defineEndpoint({
  method: 'GET',
  path: '/api/webhook-deliveries/{id}',
  role: 'admin',
  closedToKeys: 'the log of the webhooks',
  params: idPath,
  answer: deliveryDetail,
});

export const listDeliveries = defineEndpoint({
  method: 'GET',
  path: '/api/webhooks/{id}/deliveries',
  role: 'admin',
  closedToKeys,
  params: idPath,
  query: deliveryQuery,
  answer: deliveryPage,
});

export const replayDeliveries = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/{id}/replay',
  role: 'admin',
  closedToKeys,
  params: idPath,
  body: replayInput,
  answer: replayResult,
});

export const rotateSecret = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/{id}/rotate',
  role: 'admin',
  closedToKeys,
  params: idPath,
  answer: webhookSecret,
});

export const changeWebhook = defineEndpoint({
  method: 'PATCH',
  path: '/api/webhooks/{id}',
  role: 'admin',
  closedToKeys,
  params: idPath,
  body: changeWebhookInput,
  answer: null,
});

export const deleteWebhook = defineEndpoint({
  method: 'DELETE',
  path: '/api/webhooks/{id}',
  role: 'admin',
  closedToKeys,
  params: idPath,
  answer: null,
});

export const testWebhook = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks/{id}/test',
  role: 'admin',
  closedToKeys,
  params: idPath,
  answer: testedWebhook,
});

export const listWebhooks = defineEndpoint({
  method: 'GET',
  path: '/api/webhooks',
  role: 'admin',
  closedToKeys,
  answer: webhooks,
});

export const createWebhook = defineEndpoint({
  method: 'POST',
  path: '/api/webhooks',
  role: 'admin',
  closedToKeys,
  body: createWebhookInput,
  answer: webhookSecret,
});
