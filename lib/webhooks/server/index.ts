export { listDeliveries, readDelivery, replayDeliveries, replayDelivery } from './deliveries';
export { hasListener, publishEvent } from './publish-event';
export {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  rotateSecret,
  testWebhook,
} from './webhooks';
