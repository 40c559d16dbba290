import * as endpoints from '@/lib/catalogue/schema-endpoints';
import { draftFromListings } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.draftFromListings, ({ params }) =>
  draftFromListings(params.key),
);
