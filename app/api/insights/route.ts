import { insightsInput } from '@/lib/insights/contract';
import { readInsights } from '@/lib/insights/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'viewer', query: insightsInput }, ({ actor, query }) =>
  readInsights(actor, query, new Date()),
);
