import { idPath } from '@/lib/curation/contract';
import { settleInput } from '@/lib/overlap/contract';
import { adjudicate } from '@/lib/overlap/server';
import { route } from '@/lib/platform/route';

export const POST = route(
  { role: 'lead', params: idPath, body: settleInput },
  ({ actor, params, body }) => adjudicate(actor, params.id, body, new Date()),
);
