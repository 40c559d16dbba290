/**
 * Preloaded into every Node process that the launcher starts: when the launcher is gone, even by
 * SIGKILL, the channel to it closes, and the process ends like on Ctrl+C.
 */
const hardExitAfterMs = 10_000;

// The children of such a process inherit the preload; their channel is their parent's business.
if (process.ppid === Number(process.env.AVENUE_LAUNCHER_PID)) {
  process.once('disconnect', () => {
    // Not exit(): that terminates threads, and aborts when the runtime of a model is at work in one.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), hardExitAfterMs).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // Listening holds a process that has finished its work; only the watching is wanted.
  process.channel?.unref();
}
