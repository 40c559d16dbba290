import { readReviewProduct } from '@/lib/curation/server';
import * as endpoints from '@/lib/desk/endpoints';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readReviewProduct, ({ params }) =>
  readReviewProduct(params.productId, new Date()),
);
