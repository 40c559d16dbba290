import { readValueStory } from '@/lib/discussion/server';
import { storyPath } from '@/lib/discussion/story-contract';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer', params: storyPath }, ({ params }) =>
  readValueStory(params.id, params.key),
);
