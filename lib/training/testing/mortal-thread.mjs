// A model's thread that dies when told so. It ends itself: ended from outside while the runtime
// computes, it would take the whole process along.
import { workerData } from 'node:worker_threads';

workerData.death.once('message', () => process.exit(1));
workerData.death.unref();
await import('../../inference/worker-entry.mjs');
