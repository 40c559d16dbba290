import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/queues/endpoints';
import { listQueueChoices } from '@/lib/queues/server';

export const GET = route(endpoints.listQueueChoices, () => listQueueChoices());
