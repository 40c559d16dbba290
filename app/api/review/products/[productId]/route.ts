import { productPath } from '@/lib/curation/contract';
import { readReviewProduct } from '@/lib/curation/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'viewer', scope: 'decisions:read', params: productPath },
  ({ params }) => readReviewProduct(params.productId, new Date()),
);
