import { categoryPath } from '@/lib/catalogue/schema-contract';
import { draftFromListings } from '@/lib/catalogue/server';
import { route } from '@/lib/platform/route';

export const GET = route(
  { role: 'lead', scope: 'catalogue:read', params: categoryPath },
  ({ params }) => draftFromListings(params.key),
);
