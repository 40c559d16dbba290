import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import * as z from 'zod';
import {
  endProcess,
  identifyProcess,
  readCommandLine,
  waitUntil,
  type ProcessIdentity,
} from '../process-identity';
import { openLog, readLastLines } from '../log-file';
import { readOrCreateSecret } from '../secret';
import { findBinaries, locateBinaries, type Binaries } from './binaries';
import { canEnter, findDatabaseUser, type DatabaseUser } from './database-user';
import { findFreePort, isPortFree } from '../free-port';

export interface EmbeddedOptions {
  /** The data folder; made when it is not there. */
  readonly folder: string;
  readonly log: (line: string) => void;
  /** False for a throw-away server: faster, and empty after a power cut. */
  readonly isDurable?: boolean;
}

export interface EmbeddedDatabase {
  readonly url: string;
  /** The process that guards the server. */
  readonly guard: ProcessIdentity | null;
  /** Settles when the server has ended, asked or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const userName = 'avenue';
const databaseName = 'avenue';
const startAttempts = 6;
const readyLimitMs = 300_000;
const halfMadePrefix = 'cluster.new-';
/** Where root's cluster goes when the data folder lies where no other user can enter. */
const sharedRoot = '/var/lib/avenue';

const serverSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '120',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  random_page_cost: '1.1',
};
const throwAwaySettings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

const state = z.object({ port: z.number().int().min(1).max(65535) });

/**
 * Starts PostgreSQL on the data folder, making the cluster first when there is none, and ends what a
 * killed start left running there. The caller holds the data folder's lock.
 * @throws Error that says what to do when PostgreSQL cannot run here.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const isDurable = options.isDurable ?? true;
  const place = prepare(options);
  await endLeftover(place, options.log);
  if (!existsSync(place.cluster)) await createCluster(place, isDurable, options.log);

  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(place.stateFile);
    const server = launch(place, port, isDurable);
    const isReady = await waitUntilReady(server, options.log);
    if (isReady) {
      await ensureDatabase(server.adminUrl);
      return server;
    }
    if (attempt === startAttempts)
      throw new Error(
        `PostgreSQL did not start. Its last words:\n${readLastLines(place.logFile, 12)}\n` +
          `The whole log: ${place.logFile}`,
      );
    // Sessions of a killed server may hold its shared memory a moment longer.
    await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
  }
}

interface Place {
  readonly binaries: Binaries;
  readonly user: DatabaseUser | null;
  /** Owned by the user that PostgreSQL runs as. */
  readonly home: string;
  readonly cluster: string;
  readonly stateFile: string;
  readonly logFile: string;
  readonly password: string;
}

function prepare({ folder, log }: EmbeddedOptions): Place {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  const user = findDatabaseUser();
  // Files in it stay closed; another user may only pass through to the cluster.
  if (user) chmodSync(folder, 0o711);
  const home = user ? chooseHome(folder, user, log) : path.join(folder, 'postgresql');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (user) chownSync(home, user.uid, user.gid);
  return {
    binaries: user ? makeRunnable(findBinaries(), user) : findBinaries(),
    user,
    home,
    cluster: path.join(home, 'cluster'),
    stateFile: path.join(folder, 'postgresql.json'),
    logFile: path.join(folder, 'postgresql.log'),
    password: readOrCreateSecret(path.join(folder, 'postgresql-password')),
  };
}

/** Below the data folder when `user` gets there, else below /var/lib/avenue. */
function chooseHome(folder: string, user: DatabaseUser, log: (line: string) => void): string {
  const inside = path.join(folder, 'postgresql');
  if (canEnter(user, folder)) return inside;
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const outside = path.join(sharedRoot, key);
  mkdirSync(sharedRoot, { recursive: true, mode: 0o755 });
  if (!existsSync(outside))
    log(
      `The user "${user.name}" cannot enter ${folder}; the database lies in ${outside} instead. ` +
        'Set AVENUE_DATA to a folder that every user can enter to have it elsewhere.',
    );
  return outside;
}

/** The binaries where `user` can run them: where npm put them, else a copy below /var/lib/avenue. */
function makeRunnable(binaries: Binaries, user: DatabaseUser): Binaries {
  if (canRun(binaries, user)) return binaries;
  const key = createHash('sha256').update(readFileSync(binaries.postgres)).digest('hex');
  const copy = path.join(sharedRoot, `programs-${key.slice(0, 16)}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(binaries.root, half, { recursive: true, verbatimSymlinks: true });
    spawnSync('chmod', ['-R', 'a+rX', half]);
    renameSync(half, copy);
  }
  const copied = locateBinaries(copy);
  if (!canRun(copied, user))
    throw new Error(
      `The user "${user.name}" cannot run ${copied.postgres}. ` +
        'Put the repository where every user can enter (not below /root), or set DATABASE_URL.',
    );
  return copied;
}

function canRun(binaries: Binaries, { uid, gid }: DatabaseUser): boolean {
  return [binaries.initdb, binaries.postgres].every(
    (file) => spawnSync(file, ['--version'], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0,
  );
}

/** Under another name first: a kill in the middle leaves no half-made cluster. */
async function createCluster(
  place: Place,
  isDurable: boolean,
  log: (line: string) => void,
): Promise<void> {
  for (const name of readdirSync(place.home))
    if (name.startsWith(halfMadePrefix)) rmSync(path.join(place.home, name), { recursive: true });
  const half = path.join(place.home, `${halfMadePrefix}${randomUUID()}`);
  const passwordFile = `${half}-password`;
  writeFileSync(passwordFile, place.password, { mode: 0o600 });
  if (place.user) chownSync(passwordFile, place.user.uid, place.user.gid);
  log('making the database');
  const initdb = spawnGuarded(
    place,
    place.binaries.initdb,
    [
      `--pgdata=${half}`,
      `--username=${userName}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...(isDurable ? [] : ['--no-sync']),
    ],
    'pipe',
  );
  const output: string[] = [];
  for (const stream of [initdb.stdout, initdb.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const [code] = await once(initdb, 'close');
  rmSync(passwordFile, { force: true });
  if (code !== 0)
    throw new Error(`PostgreSQL could not make its cluster in ${half}:\n${output.join('')}`);
  renameSync(half, place.cluster);
}

/** Runs a program of PostgreSQL as its user, so that it ends with this process. */
function spawnGuarded(
  { user, home }: Place,
  command: string,
  args: readonly string[],
  output: 'pipe' | number,
): ChildProcess {
  const guard = fileURLToPath(new URL('./guard.mjs', import.meta.url));
  const ids = user ? [String(user.uid), String(user.gid)] : ['-', '-'];
  return spawn(process.execPath, [guard, ...ids, command, ...args], {
    cwd: home,
    env: serverEnvironment(),
    // Ctrl+C reaches the launcher alone, which ends the database last.
    detached: true,
    stdio: ['pipe', output, output],
  });
}

function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, SystemRoot } = process.env;
  return { NODE_ENV: 'production', PATH, TMPDIR, SystemRoot, LC_ALL: 'C' };
}

/**
 * A server that outlived its guard is ended, so that the new one has a guard again; a pid file that
 * names nobody, or a stranger that got the number since, is removed.
 */
async function endLeftover(place: Place, log: (line: string) => void): Promise<void> {
  const pidFile = path.join(place.cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  const leftover = pid > 0 ? identifyProcess(pid) : null;
  const isOurs = readCommandLine(pid).includes(place.cluster);
  if (leftover && isOurs) {
    log(`ending the PostgreSQL that an earlier start left (process ${pid})`);
    await endProcess(leftover, [
      { signal: 'SIGINT', limitMs: 20_000 },
      { signal: 'SIGQUIT', limitMs: 10_000 },
      { signal: 'SIGKILL', limitMs: 10_000 },
    ]);
  }
  rmSync(pidFile, { force: true });
}

/** The port of the last start when it is free, else a free one, kept for the next. */
async function choosePort(stateFile: string): Promise<number> {
  const kept = existsSync(stateFile)
    ? state.safeParse(JSON.parse(readFileSync(stateFile, 'utf8')))
    : null;
  if (kept?.success && (await isPortFree(kept.data.port))) return kept.data.port;
  const port = await findFreePort();
  writeFileSync(stateFile, `${JSON.stringify({ port })}\n`, { mode: 0o600 });
  return port;
}

interface LaunchedServer extends EmbeddedDatabase {
  readonly adminUrl: string;
  readonly hasEnded: () => boolean;
}

function launch(place: Place, port: number, isDurable: boolean): LaunchedServer {
  const settings = { ...serverSettings, ...(isDurable ? {} : throwAwaySettings), port: `${port}` };
  const log = openLog(place.logFile);
  const guard = spawnGuarded(
    place,
    place.binaries.postgres,
    [
      '-D',
      place.cluster,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    log,
  );
  closeSync(log);
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    guard.once('exit', () => {
      hasEnded = true;
      resolve();
    });
  });
  const base = `postgresql://${userName}:${place.password}@127.0.0.1:${port}`;
  return {
    url: `${base}/${databaseName}`,
    adminUrl: `${base}/postgres`,
    guard: guard.pid === undefined ? null : identifyProcess(guard.pid),
    ended,
    hasEnded: () => hasEnded,
    stop: async () => {
      guard.stdin?.end();
      await ended;
    },
  };
}

/** True once the server takes connections, false when it ended before. */
async function waitUntilReady(
  server: LaunchedServer,
  log: (line: string) => void,
): Promise<boolean> {
  const startedAt = performance.now();
  let saidAtMs = 0;
  while (!server.hasEnded()) {
    const failure = await tryConnection(server.adminUrl);
    if (failure === null) return true;
    const elapsedMs = performance.now() - startedAt;
    if (elapsedMs > readyLimitMs) {
      await server.stop();
      throw new Error(`PostgreSQL took no connection within ${readyLimitMs / 1000} s: ${failure}`);
    }
    if (elapsedMs - saidAtMs > 5_000) {
      saidAtMs = elapsedMs;
      log(`waiting for PostgreSQL (${Math.round(elapsedMs / 1000)} s): ${failure}`);
    }
    await waitUntil(server.hasEnded, 40);
  }
  return false;
}

/** Null when it worked, else why not. */
async function tryConnection(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      databaseName,
    ]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(databaseName)}`);
  } finally {
    await client.end();
  }
}
