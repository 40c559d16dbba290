import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';
import path from 'node:path';
import { openLog } from '../platform/log-file';

export const repositoryRoot = path.join(import.meta.dirname, '..', '..');
export const nextCommand = path.join(repositoryRoot, 'node_modules', 'next', 'dist', 'bin', 'next');

const preload = new URL('./end-with-launcher.mjs', import.meta.url).href;

export interface NodeCommand {
  /** What follows `node` on the command line. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
}

/**
 * Starts a Node process that ends when this one does. Its stdout goes to the log file; stderr comes
 * back as a pipe. Ctrl+C does not reach it: the launcher ends its children in order.
 */
export function spawnNode({ args, env, logFile }: NodeCommand): ChildProcess {
  const descriptor = openLog(logFile);
  try {
    return spawn(process.execPath, ['--import', preload, ...args], {
      cwd: repositoryRoot,
      env: { ...env, AVENUE_LAUNCHER_PID: String(process.pid) },
      detached: true,
      stdio: ['ignore', descriptor, 'pipe', 'ipc'],
    });
  } finally {
    closeSync(descriptor);
  }
}
