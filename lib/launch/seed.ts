import { seedDemo } from '../demo/seed';
import { closeDatabase } from '../platform/db';
import { readEnvironment } from '../platform/env';

// A process of its own: the launcher stays small and keeps answering Ctrl+C.
await seedDemo({
  databaseUrl: readEnvironment().DATABASE_URL,
  log: (line) => process.stderr.write(`${line}\n`),
});
await closeDatabase();
