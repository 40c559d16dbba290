import * as endpoints from '@/lib/discussion/endpoints';
import { readValueStory } from '@/lib/discussion/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readValueStory, ({ params }) =>
  readValueStory(params.id, params.key),
);
