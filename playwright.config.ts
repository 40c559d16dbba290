import { defineConfig } from '@playwright/test';
import { choosePorts, urlOf } from './e2e/support/products';
import { requireChromium } from './lib/launch/chromium';

const ports = await choosePorts();
/** One worker for every product: what a journey changes is nobody else's. */
const [baseURL, besideURL = baseURL] =
  ports.length > 0 ? ports.map(urlOf) : [process.env.AVENUE_E2E_URL];

/**
 * What is looked at beside the journeys, where there is a second product (`npm test` has two). In
 * both the order is always the same, so that a test meets what it met the last time. About as long
 * as the journeys: on two processors neither waits for the other.
 */
const beside = ['**/pages.spec.ts', '**/training.spec.ts'];

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/serve-products.ts',
  outputDir: 'test-results/e2e',
  workers: Math.max(1, ports.length),
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  projects: [
    { name: 'journeys', testMatch: '**/*.spec.ts', testIgnore: beside, workers: 1 },
    { name: 'beside', testMatch: beside, workers: 1, use: { baseURL: besideURL } },
    // Not a test: draws the pictures of the README and of every page. `npm run screenshots`.
    { name: 'screenshots', testMatch: '**/*.shots.ts' },
  ],
  // Bounds, not measures: a busy machine, where two browsers share two processors, fails none.
  timeout: 900_000,
  expect: { timeout: 60_000 },
  use: {
    baseURL,
    browserName: 'chromium',
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    viewport: { width: 1440, height: 900 },
    // What is not there is named after this, well before a long journey's own time is over.
    actionTimeout: 90_000,
    // A trace takes a quarter of the time on two cores; `--trace on` draws one where it is needed.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: requireChromium(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});
