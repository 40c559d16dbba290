import { route } from '@/lib/platform/route';
import { listModels } from '@/lib/proposals/server';

export const GET = route({ role: 'lead', scope: 'models:read' }, () => listModels());
