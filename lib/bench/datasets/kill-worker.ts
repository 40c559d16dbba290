import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryRoot } from '../../launch/node-process';

const pollMs = 5;
const longestMs = 180_000;

/** Work that a worker does and that is killed in the middle. */
export interface Victim {
  readonly name: string;
  /** Asks for it; called once a round, round 0 is left alone. */
  begin(round: number): Promise<Watched>;
}

/** One piece of work under way; faults are sentences, none when all is well. */
export interface Watched {
  hasBegun(): Promise<boolean>;
  isOver(): Promise<boolean>;
  /** What is half-made and visible, looked at right after the kill. */
  findHalfMade(): Promise<string[]>;
  /** What is wrong once it is over. */
  findFaults(): Promise<string[]>;
}

export interface Killed {
  readonly name: string;
  readonly kills: number;
  /** Kills that came before the work was over. */
  readonly inTheMiddle: number;
  /** Of the undisturbed round, the longest of a killed one after its restart, in seconds. */
  readonly seconds: number;
  readonly longestRestart: number;
  readonly faults: readonly string[];
}

/**
 * Kills the worker at a random moment of the work, round after round, looks at what can be seen of
 * it, starts another worker and waits until the work is over.
 * @param chance uniform in [0, 1)
 */
export async function killAgainAndAgain(
  { name, begin }: Victim,
  kills: number,
  chance: () => number,
): Promise<Killed> {
  const faults: string[] = [];
  let worker = startWorker();
  let [milliseconds, inTheMiddle, longestRestart] = [0, 0, 0];
  try {
    for (let round = 0; round <= kills; round += 1) {
      const work = await begin(round);
      const note = (found: readonly string[]) =>
        faults.push(...found.map((fault) => `${name}, round ${round}: ${fault}`));
      if (!(await comesTrue(worker, () => work.hasBegun()))) {
        note(['did not begin']);
        break;
      }
      const startedAt = performance.now();
      if (round > 0) {
        await sleep(chance() * milliseconds);
        await kill(worker);
        if (!(await work.isOver())) inTheMiddle += 1;
        note(await work.findHalfMade());
        worker = startWorker();
      }
      const restartedAt = performance.now();
      if (!(await comesTrue(worker, () => work.isOver()))) note(['was not over in time']);
      if (round === 0) milliseconds = performance.now() - startedAt;
      else longestRestart = Math.max(longestRestart, performance.now() - restartedAt);
      note(await work.findFaults());
    }
  } finally {
    await kill(worker);
  }
  const seconds = milliseconds / 1000;
  return { name, kills, inTheMiddle, seconds, longestRestart: longestRestart / 1000, faults };
}

/** The worker as the launcher starts it, on the database and folder of this process. */
function startWorker(): ChildProcess {
  const entry = path.join(repositoryRoot, 'lib', 'jobs', 'worker.ts');
  return spawn(process.execPath, ['--import', 'tsx', entry], {
    cwd: repositoryRoot,
    env: { ...process.env, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** SIGKILL: what it was doing stays undone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** False when it took too long, or the worker is gone. */
async function comesTrue(worker: ChildProcess, is: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + longestMs;
  while (!(await is())) {
    if (performance.now() > until || worker.exitCode !== null) return false;
    await sleep(pollMs);
  }
  return true;
}
