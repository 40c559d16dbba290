import { readValueStory } from '@/lib/curation/server';
import { storyPath } from '@/lib/curation/story-contract';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer', params: storyPath }, ({ params }) =>
  readValueStory(params.id, params.key),
);
