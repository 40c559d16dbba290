import { idPath } from '@/lib/curation/contract';
import { wishSynonymInput } from '@/lib/discussion/correction-contract';
import { wishSynonym } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const PUT = route(
  { role: 'md', params: idPath, body: wishSynonymInput },
  ({ actor, params, body }) => wishSynonym(actor, params.id, body, new Date()),
);
