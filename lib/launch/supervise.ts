import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { endProcess, identifyProcess, type ProcessIdentity } from '../platform/process-identity';
import { spawnNode, type NodeCommand } from './node-process';
import { formatSeconds, type Log } from './progress';

const healthyAfterMs = 60_000;
const longestDelayMs = 30_000;

export interface SupervisedChild {
  identity(): ProcessIdentity | null;
  /** Ends it and starts it again at once, with its command as it is now. */
  restart(): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  readonly name: string;
  /** Asked anew for every start. */
  readonly command: () => NodeCommand;
  readonly log: Log;
  /** Called whenever `identity()` has changed. */
  readonly onChange: () => void;
}

/** How long to wait before start number `failures + 1`; doubles from half a second to 30 s. */
export function restartDelayMs(failures: number): number {
  return Math.min(longestDelayMs, 500 * 2 ** Math.max(0, failures - 1));
}

/** Keeps a child running: one that ends without being asked is started again, later each time. */
export function superviseChild(options: SuperviseOptions): SupervisedChild {
  const { name, command, log, onChange } = options;
  let child: ChildProcess | null = null;
  let identity: ProcessIdentity | null = null;
  let failures = 0;
  let retry: NodeJS.Timeout | undefined;
  let isWanted = true;

  const start = () => {
    const own = command();
    const startedAt = performance.now();
    const started = spawnNode(own);
    child = started;
    identity = started.pid === undefined ? null : identifyProcess(started.pid);
    relayErrors(started, name, own.logFile, log);
    onChange();
    started.once('exit', (code, signal) => {
      if (child !== started) return;
      child = null;
      identity = null;
      if (!isWanted) return;
      failures = performance.now() - startedAt > healthyAfterMs ? 1 : failures + 1;
      const delayMs = restartDelayMs(failures);
      log(
        `${name} ended (${signal ?? `exit code ${code}`}); starting it again in ` +
          `${formatSeconds(delayMs)}. Its log: ${own.logFile}`,
      );
      onChange();
      retry = setTimeout(start, delayMs);
    });
  };

  const end = async () => {
    clearTimeout(retry);
    const ending = identity;
    child = null;
    identity = null;
    if (!ending) return;
    await endProcess(ending, [
      { signal: 'SIGTERM', limitMs: 15_000 },
      { signal: 'SIGKILL', limitMs: 5_000 },
    ]);
  };

  start();
  return {
    identity: () => identity,
    async restart() {
      await end();
      if (isWanted) start();
    },
    async stop() {
      isWanted = false;
      await end();
    },
  };
}

/** stderr goes to the terminal with the child's name before it, and to its log. */
function relayErrors(child: ChildProcess, name: string, logFile: string, log: Log): void {
  if (!child.stderr) return;
  const copy = createWriteStream(logFile, { flags: 'a' });
  child.stderr.pipe(copy);
  createInterface({ input: child.stderr }).on('line', (line) => log(`${name} | ${line}`));
}
