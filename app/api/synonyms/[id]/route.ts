import * as endpoints from '@/lib/discussion/endpoints';
import { wishSynonym } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const PUT = route(endpoints.wishSynonym, ({ actor, params, body }) =>
  wishSynonym(actor, params.id, body, new Date()),
);
