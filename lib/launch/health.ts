import { formatSeconds, type Log } from './progress';

const pollMs = 200;
const reminderMs = 5_000;

/**
 * Waits until `GET /api/health` answers 200, saying now and then what is missing.
 * @returns false when `isCancelled` became true or the limit passed.
 */
export async function waitUntilHealthy(
  url: string,
  log: Log,
  isCancelled: () => boolean,
  limitMs = 120_000,
): Promise<boolean> {
  const startedAt = performance.now();
  let saidAtMs = 0;
  while (!isCancelled()) {
    const missing = await askHealth(url);
    if (missing === null) return true;
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs - saidAtMs > reminderMs) {
      saidAtMs = elapsedMs;
      log(`… not ready yet (${formatSeconds(elapsedMs)}): ${missing}`);
    }
    if (elapsedMs > limitMs) return false;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return false;
}

/** Null when all is ready, else what the product says is not. */
async function askHealth(url: string): Promise<string | null> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(10_000) });
    const body = await response.text();
    return response.ok ? null : `${response.status} ${body.slice(0, 400)}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `web does not answer (${cause instanceof Error ? cause.message : String(cause)})`;
  }
}
