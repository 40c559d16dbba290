import { probeRates } from '../curation/probe';
import { defineEndpoint } from '../platform/endpoint';
import { insightTablePath, insights, insightsInput, probeReport } from './contract';

const closedToKeys = 'figures of the dashboards, in the shape that the page draws';

export const downloadInsights = defineEndpoint({
  method: 'GET',
  path: '/api/insights/{table}',
  role: 'viewer',
  closedToKeys,
  params: insightTablePath,
  query: insightsInput,
  answer: 'text/csv',
});

export const readProbes = defineEndpoint({
  method: 'GET',
  path: '/api/insights/probes',
  role: 'lead',
  closedToKeys,
  query: insightsInput,
  answer: probeReport,
});

export const setProbeRates = defineEndpoint({
  method: 'PUT',
  path: '/api/insights/probes',
  role: 'admin',
  closedToKeys,
  body: probeRates,
  answer: probeRates,
});

export const readInsights = defineEndpoint({
  method: 'GET',
  path: '/api/insights',
  role: 'viewer',
  closedToKeys,
  query: insightsInput,
  answer: insights,
});
