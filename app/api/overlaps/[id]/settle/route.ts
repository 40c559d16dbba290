import { idPath } from '@/lib/curation/contract';
import { settleInput } from '@/lib/curation/overlap-contract';
import { adjudicate } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'lead', params: idPath, body: settleInput },
  ({ actor, params, body }) => adjudicate(actor, params.id, body, new Date()),
);
