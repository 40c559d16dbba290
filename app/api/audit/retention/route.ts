import * as endpoints from '@/lib/audit/endpoints';
import { readAuditRetention, setAuditRetention } from '@/lib/audit/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readAuditRetention, () => readAuditRetention());
export const PUT = route(endpoints.setAuditRetention, ({ actor, body }) =>
  setAuditRetention(actor, body),
);
