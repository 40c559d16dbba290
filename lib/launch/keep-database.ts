import { startEmbedded, type EmbeddedDatabase } from '../platform/database/embedded';
import type { ProcessIdentity } from '../platform/process-identity';
import { formatSeconds, type Log } from './progress';
import { restartDelayMs } from './supervise';

const healthyAfterMs = 60_000;

export interface KeptDatabase {
  /** The port may differ after a crash. */
  url(): string;
  guard(): ProcessIdentity | null;
  stop(): Promise<void>;
}

export interface KeepDatabaseOptions {
  readonly folder: string;
  readonly log: Log;
  /** Called after the server was started again. */
  readonly onRestart: (hasNewUrl: boolean) => void;
}

/** The embedded PostgreSQL of a data folder, started again whenever it ends without being asked. */
export async function keepDatabase({
  folder,
  log,
  onRestart,
}: KeepDatabaseOptions): Promise<KeptDatabase> {
  let server = await startEmbedded({ folder, log });
  let isWanted = true;
  let failures = 0;

  const watch = async (watched: EmbeddedDatabase) => {
    const startedAt = performance.now();
    await watched.ended;
    failures = performance.now() - startedAt > healthyAfterMs ? 0 : failures;
    while (isWanted) {
      failures += 1;
      const delayMs = restartDelayMs(failures);
      log(`PostgreSQL ended; starting it again in ${formatSeconds(delayMs)}`);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      if (!isWanted) return;
      try {
        const next = await startEmbedded({ folder, log });
        const hasNewUrl = next.url !== server.url;
        server = next;
        if (!isWanted) return await next.stop();
        onRestart(hasNewUrl);
        return await watch(next);
      } catch (error) {
        log(error instanceof Error ? error.message : String(error));
      }
    }
  };
  void watch(server);

  return {
    url: () => server.url,
    guard: () => server.guard,
    async stop() {
      isWanted = false;
      await server.stop();
    },
  };
}
