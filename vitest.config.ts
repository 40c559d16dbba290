import { defineConfig } from 'vitest/config';
import './lib/launch/prepare.mjs';

const alias = { '@': import.meta.dirname };
const databaseTests = '**/*.db.test.ts';
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
          include: ['lib/**/*.test.{ts,tsx}', 'components/**/*.test.{ts,tsx}'],
          exclude: [...notOurs, databaseTests],
          // No test measures time: a busy machine fails none.
          testTimeout: 60_000,
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
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
