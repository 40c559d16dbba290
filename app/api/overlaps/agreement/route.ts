import * as endpoints from '@/lib/overlap/endpoints';
import { readAgreement } from '@/lib/overlap/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readAgreement, ({ query }) =>
  readAgreement(query.queueId ?? null),
);
