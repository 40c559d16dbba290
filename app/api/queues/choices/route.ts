import { listQueueChoices } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'lead' }, () => listQueueChoices());
