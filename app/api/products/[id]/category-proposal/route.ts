import * as endpoints from '@/lib/catalogue/product-endpoints';
import { proposeCategory } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.proposeCategory, ({ params }) => proposeCategory(params.id));
