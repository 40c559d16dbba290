export { readInsights } from './read-insights';
export { writeInsightsCsv } from './write-insights-csv';
