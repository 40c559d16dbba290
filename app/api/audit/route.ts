import * as endpoints from '@/lib/audit/endpoints';
import { listAudit } from '@/lib/audit/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.listAudit, ({ query }) => listAudit(query));
