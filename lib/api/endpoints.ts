import * as z from 'zod';
import { health } from '../jobs/health';
import { defineEndpoint } from '../platform/endpoint';

export const readHealth = defineEndpoint({
  method: 'GET',
  path: '/api/health',
  role: 'anyone',
  closedToKeys: 'for load balancers; needs nobody signed in',
  answer: health,
});

/** For everybody who is signed in, and for every key: it holds no data. */
export const readDescription = defineEndpoint({
  method: 'GET',
  path: '/api/openapi.json',
  role: 'viewer',
  scope: 'catalogue:read',
  summary: { ko: '이 설명', en: 'This description' },
  answer: z.record(z.string(), z.unknown()),
  answerName: 'ApiDescription',
});

/** A scraper brings a key: loopback alone says nothing of who asks behind a proxy. */
export const readMetrics = defineEndpoint({
  method: 'GET',
  path: '/api/metrics',
  role: 'admin',
  scope: 'metrics:read',
  summary: {
    ko: 'OpenMetrics 형식의 운영 지표',
    en: 'Figures of operation, as OpenMetrics',
  },
  answer: 'application/openmetrics-text',
});

/** Shows nothing of the customer's, so nobody signs in for it. */
export const readDemoImage = defineEndpoint({
  method: 'GET',
  path: '/api/demo-images/{name}',
  role: 'anyone',
  closedToKeys: 'pictures of the invented demo catalogue',
  params: z.object({ name: z.string().max(100) }),
  answer: 'image/svg+xml',
});
