export { listDeliveries, readDelivery, replayDeliveries, replayDelivery } from './deliveries';
export { publishEvent } from './publish-event';
export {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  rotateSecret,
  testWebhook,
} from './webhooks';
