import { listQueueChoices } from '@/lib/queues/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'lead' }, () => listQueueChoices());
