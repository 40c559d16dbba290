import { agreementQuery } from '@/lib/overlap/contract';
import { readAgreement } from '@/lib/overlap/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'lead', query: agreementQuery }, ({ query }) =>
  readAgreement(query.queueId ?? null),
);
