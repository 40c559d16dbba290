import { defineConfig } from '@playwright/test';
import { findFreePort } from './lib/platform/free-port';
import { requireChromium } from './lib/launch/chromium';

// Test processes load this file again and inherit the port from the first.
if (process.env.AVENUE_E2E_URL === undefined) {
  process.env.AVENUE_E2E_PORT = String(await findFreePort());
  process.env.AVENUE_E2E_URL = `http://localhost:${process.env.AVENUE_E2E_PORT}`;
}

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/serve-product.ts',
  outputDir: 'test-results/e2e',
  workers: 1,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  projects: [
    { name: 'journeys', testMatch: '**/*.spec.ts' },
    // Not a test: draws the pictures of the README and of every page. `npm run screenshots`.
    { name: 'screenshots', testMatch: '**/*.shots.ts' },
  ],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: process.env.AVENUE_E2E_URL,
    browserName: 'chromium',
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    viewport: { width: 1440, height: 900 },
    // What is not there is named after this, well before a long journey's own time is over.
    actionTimeout: 30_000,
    // A trace takes a quarter of the time on two cores; `--trace on` draws one where it is needed.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: requireChromium(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});
