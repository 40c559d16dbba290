import * as endpoints from '@/lib/autonomy/endpoints';
import { readAutonomy } from '@/lib/autonomy/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readAutonomy, ({ query }) => readAutonomy(query));
