import { agreementQuery } from '@/lib/curation/overlap-contract';
import { readAgreement } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'lead', query: agreementQuery }, ({ query }) =>
  readAgreement(query.queueId ?? null),
);
