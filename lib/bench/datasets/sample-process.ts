import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const everyMs = 100;

interface Sample {
  readonly seconds: number;
  readonly megabytes: number;
  /** Written so far. */
  readonly bytes: number;
}

/** What a process took while it wrote its output. */
export interface Curve {
  readonly seconds: number;
  readonly bytes: number;
  readonly peakMegabytes: number;
  /** Memory when each tenth of the output was there, 10 % first. */
  readonly tenths: readonly number[];
}

/**
 * Watches the resident memory of a process beside its growing output until it ends.
 * @param sizeOf bytes of output by now
 * @throws Error when the process fails, or its memory cannot be read here (Linux only)
 */
export async function watchMemory(
  child: ChildProcess,
  sizeOf: () => Promise<number>,
): Promise<Curve> {
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  const samples: Sample[] = [];
  let peakMegabytes = 0;
  while (child.exitCode === null && child.signalCode === null) {
    const memory = await readMemory(child.pid ?? 0);
    if (memory !== null) {
      peakMegabytes = Math.max(peakMegabytes, memory.peak);
      samples.push({ seconds: elapsed(), megabytes: memory.now, bytes: await sizeOf() });
    }
    await sleep(everyMs);
  }
  const [code, signal] = await ended;
  if (code !== 0) throw new Error(`the exporting process ended with ${code ?? signal}`);
  const bytes = await sizeOf();
  const at = (share: number) =>
    (samples.find((sample) => sample.bytes >= share * bytes) ?? samples.at(-1))?.megabytes ?? 0;
  const tenths = Array.from({ length: 10 }, (_, place) => at((place + 1) / 10));
  return { seconds: elapsed(), bytes, peakMegabytes, tenths };
}

/** Resident memory of a process, now and at its highest; null once it is gone. */
async function readMemory(pid: number): Promise<{ now: number; peak: number } | null> {
  if (process.platform !== 'linux') throw new Error('memory of a process is read on Linux only');
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const megabytesOf = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024;
  const memory = { now: megabytesOf('VmRSS'), peak: megabytesOf('VmHWM') };
  return Number.isNaN(memory.now) ? null : memory;
}
