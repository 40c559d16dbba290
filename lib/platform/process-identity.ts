import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that can be told from a later one with the same id. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; equal for the same process only. */
  readonly startedAt: string;
}

/** Who runs under `pid` now; null when nobody does (a zombie is nobody). */
export function identifyProcess(pid: number): ProcessIdentity | null {
  const startedAt = process.platform === 'linux' ? readLinuxStart(pid) : readStartWithPs(pid);
  return startedAt === null ? null : { pid, startedAt };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startedAt === identity.startedAt;
}

/** The command line of `pid`, its words joined by spaces; empty when it cannot be read. */
export function readCommandLine(pid: number): string {
  if (process.platform !== 'linux') return runPs('command=', pid);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** Resolves to true once `hasEnded` holds, to false when it does not within `limitMs`. */
export async function waitUntil(hasEnded: () => boolean, limitMs: number): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (!hasEnded()) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

/** Asks a process to end with each signal in turn, until it has ended. */
export async function endProcess(
  identity: ProcessIdentity,
  steps: readonly { readonly signal: NodeJS.Signals; readonly limitMs: number }[],
): Promise<void> {
  const hasEnded = () => !isAlive(identity);
  for (const { signal, limitMs } of steps) {
    if (hasEnded()) return;
    try {
      process.kill(identity.pid, signal);
    } catch {
      // It ended in between.
    }
    if (await waitUntil(hasEnded, limitMs)) return;
  }
}

/** The parent of `pid`; null when it cannot be read. */
export function readParent(pid: number): number | null {
  const text = process.platform === 'linux' ? readLinuxStat(pid)?.[1] : runPs('ppid=', pid);
  const parent = Number(text);
  return parent > 0 ? parent : null;
}

function readLinuxStart(pid: number): string | null {
  const stat = readLinuxStat(pid);
  const state = stat?.[0];
  if (!stat || state === 'Z' || state === 'X') return null;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot}:${stat[19] ?? ''}`;
}

/** /proc/PID/stat from the state on: state, parent, …, start time at 19. The name before them may hold `)`. */
function readLinuxStat(pid: number): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function readStartWithPs(pid: number): string | null {
  if (process.platform !== 'win32') return runPs('lstart=', pid) || null;
  try {
    process.kill(pid, 0);
    return 'unknown';
  } catch {
    return null;
  }
}

function runPs(column: string, pid: number): string {
  const { stdout } = spawnSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' });
  return (stdout ?? '').trim();
}
