import {
  identifyProcess,
  isAlive,
  readCommandLine,
  readParent,
  type ProcessIdentity,
} from '../platform/process-identity';

const checkMs = 500;

/** Calls `onGone` once when npm, which started this process, was killed and could not say so. */
export function watchNpm(onGone: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const ancestors = findNpm();
  // It was killed before this process could look; whoever adopts orphans is the parent now.
  if (ancestors.length === 0) return onGone();
  const timer = setInterval(() => {
    if (ancestors.every(isAlive)) return;
    clearInterval(timer);
    onGone();
  }, checkMs);
  timer.unref();
}

/** npm, after the shell that some systems keep between it and this process; empty without npm. */
function findNpm(): readonly ProcessIdentity[] {
  const script = process.env.npm_lifecycle_script ?? '';
  const isShell = readCommandLine(process.ppid).includes(script);
  const ids = isShell ? [process.ppid, readParent(process.ppid)] : [process.ppid];
  const npmId = ids.at(-1);
  const isAdopted = npmId === 1 && !readCommandLine(1).includes('npm');
  if (isAdopted) return [];
  return ids.flatMap((id) => (id === null ? [] : (identifyProcess(id) ?? [])));
}
