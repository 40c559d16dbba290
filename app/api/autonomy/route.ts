import { autonomyQuery } from '@/lib/autonomy/contract';
import { readAutonomy } from '@/lib/autonomy/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer', query: autonomyQuery }, ({ query }) =>
  readAutonomy(query),
);
