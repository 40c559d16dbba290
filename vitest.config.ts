import { defineConfig } from 'vitest/config';
import './lib/launch/prepare.mjs';

const alias = { '@': import.meta.dirname };
const databaseTests = '**/*.db.test.ts';
/** No test measures time: a machine at a third of its speed, busy with other things, fails none. */
const patienceMs = 600_000;
const notOurs = ['**/node_modules/**', '.next/**', '.avenue/**', 'e2e/**'];

export default defineConfig({
  test: {
    // The default leaves one processor free for a watcher.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          // Pure code: one process for many files spares loading the same modules for each.
          isolate: false,
          include: ['lib/**/*.test.{ts,tsx}', 'components/**/*.test.ts'],
          exclude: [...notOurs, databaseTests],
          testTimeout: patienceMs,
          hookTimeout: patienceMs,
        },
      },
      {
        resolve: { alias },
        test: {
          // Each file has a document of its own.
          name: 'screens',
          environment: 'happy-dom',
          include: ['components/**/*.test.tsx'],
          exclude: notOurs,
          testTimeout: patienceMs,
          hookTimeout: patienceMs,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'db',
          include: [databaseTests],
          exclude: notOurs,
          globalSetup: ['lib/platform/database/test-server.ts'],
          setupFiles: ['lib/platform/database/test-setup.ts'],
          // The AWS SDK warns of its later versions; ours is pinned to one that runs on Node 20.
          env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
          isolate: false,
          testTimeout: patienceMs,
          hookTimeout: patienceMs,
        },
      },
    ],
  },
});
