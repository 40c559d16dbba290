const reminderMs = 5_000;

export type Log = (line: string) => void;

/** Runs a step of the start and says how long it takes: while it does, and when it is done. */
export async function runStep<T>(
  log: Log,
  name: string,
  work: () => Promise<T>,
  reminderEveryMs = reminderMs,
): Promise<T> {
  const startedAt = performance.now();
  const elapsed = () => formatSeconds(performance.now() - startedAt);
  const reminder = setInterval(() => log(`… ${name} (${elapsed()})`), reminderEveryMs);
  try {
    const result = await work();
    log(`✓ ${name} (${elapsed()})`);
    return result;
  } catch (error) {
    log(`✗ ${name} (${elapsed()})`);
    throw error;
  } finally {
    clearInterval(reminder);
  }
}

/** `412` → `0.4 s`, `61500` → `62 s`. */
export function formatSeconds(durationMs: number): string {
  const seconds = durationMs / 1000;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds)} s`;
}
