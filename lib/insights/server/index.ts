export { readInsights } from './read-insights';
export { readProbes } from './read-probes';
export { writeInsightsCsv } from './write-insights-csv';
