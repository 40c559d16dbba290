import { route } from '@/lib/platform/route';
import * as endpoints from '@/lib/proposals/endpoints';
import { listModels } from '@/lib/proposals/server';

export const GET = route(endpoints.listModels, () => listModels());
