/**
 * Runs PostgreSQL and ends it when the launcher is gone, however it went: the launcher holds the
 * other end of this process's stdin, and the kernel closes that even after SIGKILL.
 *
 * node guard.mjs UID|- GID|- COMMAND ARGUMENT…
 */
import { spawn } from 'node:child_process';

const immediateShutdownAfterMs = 30_000;

const [uid, gid, command, ...args] = process.argv.slice(2);
const server = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  ...(uid === '-' ? {} : { uid: Number(uid), gid: Number(gid) }),
});

let isStopping = false;
function stop() {
  if (isStopping) return;
  isStopping = true;
  // PostgreSQL: SIGINT ends sessions and checkpoints, SIGQUIT leaves the rest to crash recovery.
  server.kill('SIGINT');
  setTimeout(() => server.kill('SIGQUIT'), immediateShutdownAfterMs).unref();
}

process.stdin.resume();
process.stdin.on('end', stop).on('error', stop).on('close', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
server.on('error', (error) => {
  console.error(`cannot run ${command}: ${error.message}`);
  process.exit(1);
});
server.on('exit', (code) => process.exit(code ?? 1));
