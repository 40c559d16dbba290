import { setProbeRates } from '@/lib/curation/server';
import * as endpoints from '@/lib/insights/endpoints';
import { readProbes } from '@/lib/insights/server';
import { route } from '@/lib/platform/route';

export const GET = route(endpoints.readProbes, ({ query }) => readProbes(query, new Date()));

export const PUT = route(endpoints.setProbeRates, ({ actor, body }) => setProbeRates(actor, body));
