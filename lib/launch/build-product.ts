import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildIfStale } from './build';

// The build by itself, for the checks: what they start finds it made. It asks no database.
const folder = mkdtempSync(path.join(tmpdir(), 'avenue-build-'));
try {
  await buildIfStale({
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      CHECKPOINT_DISABLE: '1',
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
      AVENUE_DATA: folder,
      BETTER_AUTH_SECRET: 'only while it is built, never served',
    },
    logFile: path.join(folder, 'build.log'),
    log: (line) => process.stdout.write(`${line}\n`),
    asTask: (_pid, ended) => ended,
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
