import { probeRates } from '@/lib/curation/probe';
import { setProbeRates } from '@/lib/curation/server';
import { insightsInput } from '@/lib/insights/contract';
import { readProbes } from '@/lib/insights/server';
import { route } from '@/lib/platform/route';

export const GET = route({ role: 'lead', query: insightsInput }, ({ query }) =>
  readProbes(query, new Date()),
);

export const PUT = route({ role: 'admin', body: probeRates }, ({ actor, body }) =>
  setProbeRates(actor, body),
);
