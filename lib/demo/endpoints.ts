import * as z from 'zod';
import { defineEndpoint } from '../platform/endpoint';

export const readDemoImage = defineEndpoint({
  method: 'GET',
  path: '/api/demo-images/{name}',
  role: 'anyone',
  closedToKeys: 'pictures of the invented demo catalogue',
  params: z.object({ name: z.string().max(100) }),
  answer: 'image/svg+xml',
});
