import { numberPath } from '@/lib/curation/contract';
import { readCatalogueProduct } from '@/lib/curation/server';
import { answerWithTag } from '@/lib/platform/entity-tag';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'viewer', scope: 'catalogue:read', params: numberPath },
  async ({ params, request }) => answerWithTag(request, await readCatalogueProduct(params.id)),
);
