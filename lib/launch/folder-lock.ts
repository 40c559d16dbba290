import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import {
  endProcess,
  identifyProcess,
  isAlive,
  waitUntil,
  type ProcessIdentity,
} from '../platform/process-identity';

const identity = z.object({ pid: z.number().int().positive(), startedAt: z.string() });

const holderRecord = z.object({
  holder: identity,
  state: z.enum(['running', 'stopping']),
  /** Where the product is served, for the message to who comes second. */
  url: z.string().nullable(),
  /** What the holder started and a successor must end when the holder was killed. */
  children: z.array(identity),
});
type HolderRecord = z.infer<typeof holderRecord>;

export interface FolderLock {
  note(change: Partial<Omit<HolderRecord, 'holder'>>): void;
  release(): void;
}

const fileName = 'launcher.lock';
const graceForParentlessMs = 2_000;
const stoppingLimitMs = 60_000;

/**
 * Takes the data folder for this process: one Avenue at a time. A lock whose holder was killed is
 * taken over, after ending the processes that the holder left.
 * @throws Error that names the holder when Avenue already runs on `folder`.
 */
export async function lockFolder(folder: string, log: (line: string) => void): Promise<FolderLock> {
  const file = path.join(folder, fileName);
  const holder = identifyProcess(process.pid);
  if (!holder) throw new Error('This process cannot see itself; is /proc mounted?');
  let record: HolderRecord = { holder, state: 'running', url: null, children: [] };
  while (!tryCreate(file, record)) {
    const found = readRecord(file);
    if (found && isAlive(found.holder)) await waitForHolder(file, found, folder, log);
    else await takeAway(file, found, log);
  }
  return {
    note(change) {
      record = { ...record, ...change };
      const next = `${file}.next`;
      writeFileSync(next, JSON.stringify(record), { mode: 0o600 });
      renameSync(next, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** The link appears with its content or not at all, and fails when the file is there. */
function tryCreate(file: string, record: HolderRecord): boolean {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(record), { mode: 0o600 });
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

function readRecord(file: string): HolderRecord | null {
  if (!existsSync(file)) return null;
  try {
    return holderRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** A holder whose terminal or npm was just killed is about to stop: it gets the time to. */
async function waitForHolder(
  file: string,
  { holder }: HolderRecord,
  folder: string,
  log: (line: string) => void,
): Promise<void> {
  const isStopping = () => readRecord(file)?.state !== 'running';
  if (!(await waitUntil(() => isStopping() || !isAlive(holder), graceForParentlessMs))) {
    const url = readRecord(file)?.url;
    throw new Error(
      `Avenue already runs on ${folder} (process ${holder.pid}${url ? `, ${url}` : ''}). ` +
        'Stop it first, or set AVENUE_DATA and PORT to run a second one beside it.',
    );
  }
  log(`waiting for the Avenue that is stopping (process ${holder.pid})`);
  if (!(await waitUntil(() => !isAlive(holder), stoppingLimitMs)))
    throw new Error(`The Avenue of process ${holder.pid} does not stop; end it by hand.`);
}

async function takeAway(
  file: string,
  judged: HolderRecord | null,
  log: (line: string) => void,
): Promise<void> {
  const left = (judged?.children ?? []).filter(isAlive);
  if (left.length > 0) log(`ending ${left.length} processes that a killed start left`);
  await Promise.all(left.map(endGently));
  const aside = `${file}.dead-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // Another start took it away first.
  }
  const taken = readRecord(aside);
  // Another start locked between the look and the rename: give it back what is its own.
  if (taken && isAlive(taken.holder) && !existsSync(file)) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

function endGently(left: ProcessIdentity): Promise<void> {
  return endProcess(left, [
    { signal: 'SIGTERM', limitMs: 15_000 },
    { signal: 'SIGKILL', limitMs: 5_000 },
  ]);
}
