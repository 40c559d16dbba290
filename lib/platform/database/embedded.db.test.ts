import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { identifyProcess, isAlive, waitUntil } from '../process-identity';
import { startEmbedded, type EmbeddedDatabase } from './embedded';

let root: string;
let folder: string;
const running: EmbeddedDatabase[] = [];
const folderName = '자료 folder';

/** A folder whose database was made and stopped; making one takes seconds, copying it does not. */
let made: string;

beforeAll(async () => {
  made = makeRoot();
  const database = await startEmbedded({
    folder: path.join(made, folderName),
    log: () => undefined,
    isDurable: false,
  });
  await database.stop();
});
afterAll(() => rmSync(made, { recursive: true, force: true }));

beforeEach(() => {
  root = makeRoot();
  folder = path.join(root, folderName);
  // Owners and modes as they were: the server refuses a folder that is not its user's alone.
  execFileSync('cp', ['-a', path.join(made, folderName), folder]);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((database) => database.stop()));
  rmSync(root, { recursive: true, force: true });
});

function makeRoot(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'avenue-embedded-'));
  // The server's user is another one when root runs the tests.
  chmodSync(root, 0o711);
  return root;
}

async function start({ isDurable = false } = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ folder, log: () => undefined, isDurable });
  running.push(database);
  return database;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const pidFile = () => path.join(folder, 'postgresql', 'cluster', 'postmaster.pid');

function findPostmaster() {
  const postmaster = identifyProcess(Number(readFileSync(pidFile(), 'utf8').split('\n')[0]));
  if (!postmaster) throw new Error('no server runs');
  return postmaster;
}

it('sorts and folds Korean and Latin text alike on every machine', async () => {
  const { url } = await start();
  const rows = await query(
    url,
    `SELECT datlocprovider AS provider, datlocale AS locale, pg_encoding_to_char(encoding) AS encoding,
            upper('é') AS upper, '가' < '나' AS sorted
     FROM pg_database WHERE datname = current_database()`,
  );
  expect(rows).toEqual([
    { provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8', upper: 'É', sorted: true },
  ]);
});

it('lets nobody in without the password, which only its owner can read', async () => {
  const { url } = await start();
  const stranger = new URL(url);
  stranger.password = 'guessed';
  await expect(query(stranger.toString(), 'SELECT 1')).rejects.toThrow('password authentication');
  expect(statSync(path.join(folder, 'postgresql-password')).mode & 0o777).toBe(0o600);
});

it('keeps every acknowledged row, and its port, when the server is killed', async () => {
  // A throw-away server acknowledges before it writes; the product's own does not.
  const first = await start({ isDurable: true });
  await query(first.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (42)');
  process.kill(findPostmaster().pid, 'SIGKILL');
  await first.ended;
  const second = await start({ isDurable: true });
  expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
  expect(second.url).toBe(first.url);
});

it('ends the server that a killed guard left, and starts one that is guarded again', async () => {
  const first = await start();
  const orphan = findPostmaster();
  process.kill(first.guard?.pid ?? 0, 'SIGKILL');
  await first.ended;
  expect(isAlive(orphan)).toBe(true);
  const second = await start();
  expect(isAlive(orphan)).toBe(false);
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('ends with its launcher, even when that is killed', async () => {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))});
    await startEmbedded({ folder: ${JSON.stringify(folder)}, log: () => undefined, isDurable: false });
    process.stdout.write('up');`;
  const launcher = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', script],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await once(launcher.stdout, 'data');
  const postmaster = findPostmaster();
  launcher.kill('SIGKILL');
  expect(await waitUntil(() => !isAlive(postmaster), 120_000)).toBe(true);
});

it('starts although a pid file names a process that is not its own', async () => {
  writeFileSync(pidFile(), `${process.pid}\n`);
  const { url } = await start();
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('makes the database anew when making it was cut short', async () => {
  const home = path.join(folder, 'postgresql');
  rmSync(path.join(home, 'cluster'), { recursive: true });
  writeFileSync(path.join(home, 'cluster.new-1'), 'half');
  const { url } = await start();
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect(readdirSync(home)).toEqual(['cluster']);
});
