import { Counter, Histogram, Registry, type OpenMetricsContentType } from 'prom-client';

export const openMetrics: OpenMetricsContentType =
  'application/openmetrics-text; version=1.0.0; charset=utf-8';

function createRequestMetrics() {
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'avenue_http_requests_total',
    help: 'Answers of the API by this web process, by route and status',
    labelNames,
    registers: [],
  });
  const seconds = new Histogram({
    name: 'avenue_http_request_duration_seconds',
    help: 'Time until an answer of the API begins; leases are /api/review/claim',
    labelNames: ['method', 'route'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [],
  });
  return { requests, seconds };
}

// A bundle of the web process may hold this module more than once; the counts are of the process.
const kept = globalThis as { avenueRequestMetrics?: ReturnType<typeof createRequestMetrics> };
const metrics = () => (kept.avenueRequestMetrics ??= createRequestMetrics());

/** Counts what `answer` gives, under the route's pattern: an address itself would be a series of its own. */
export async function countRequest(
  { method, path }: { readonly method: string; readonly path: string },
  answer: () => Promise<Response>,
): Promise<Response> {
  const { requests, seconds } = metrics();
  const end = seconds.startTimer({ method, route: path });
  const response = await answer();
  end();
  requests.inc({ method, route: path, status: String(response.status) });
  return response;
}

/** A registry for one look, which begins with what this process has answered since it started. */
export function openRegistry(): Registry<OpenMetricsContentType> {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(openMetrics);
  const { requests, seconds } = metrics();
  registry.registerMetric(requests);
  registry.registerMetric(seconds);
  return registry;
}
