import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { identifyProcess, isAlive } from '../platform/process-identity';
import { lockFolder } from './folder-lock';

let folder: string;
const silent = () => undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'avenue-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = () => path.join(folder, 'launcher.lock');

it('tells who comes second who holds the folder and where it is served', async () => {
  const lock = await lockFolder(folder, silent);
  lock.note({ url: 'http://localhost:4321' });
  await expect(lockFolder(folder, silent)).rejects.toThrow(
    new RegExp(`already runs on .*process ${process.pid}, http://localhost:4321`),
  );
});

it('can be taken again after it was released', async () => {
  (await lockFolder(folder, silent)).release();
  (await lockFolder(folder, silent)).release();
  expect(readdirSync(folder)).toEqual([]);
});

it('is taken over from a killed holder, whose processes are ended first', async () => {
  const left = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(left, 'spawn');
  const child = identifyProcess(left.pid ?? 0);
  if (!child) throw new Error('the process did not start');
  const holder = { pid: process.pid, startedAt: 'an earlier process with this number' };
  writeFileSync(
    lockFile(),
    JSON.stringify({ holder, state: 'running', url: null, children: [child] }),
  );
  await lockFolder(folder, silent);
  expect(isAlive(child)).toBe(false);
  expect(JSON.parse(readFileSync(lockFile(), 'utf8')).holder).toEqual(identifyProcess(process.pid));
});

it('is taken over when a kill left half a file', async () => {
  writeFileSync(lockFile(), '{"holder":');
  await lockFolder(folder, silent);
  expect(JSON.parse(readFileSync(lockFile(), 'utf8')).state).toBe('running');
});

it('is taken by one of many that come at once', async () => {
  const attempts = await Promise.allSettled(
    Array.from({ length: 5 }, () => lockFolder(folder, silent)),
  );
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
