import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const systemPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser of the end-to-end tests: Playwright's own, else the system's; null without either. */
export function findChromium(): string | null {
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const places = systemNames.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return [...places, ...systemPlaces].find(isExecutable) ?? null;
}

/**
 * The browser, installed by Playwright when there is none.
 * @throws Error that says what to run when that fails.
 */
export function requireChromium(): string {
  const found = findChromium() ?? installChromium();
  if (found) return found;
  throw new Error(
    [
      'There is no Chromium for the end-to-end tests, and Playwright could not download one. Run one of',
      '  npx playwright install --with-deps chromium',
      '  sudo apt-get install chromium          (Debian, Ubuntu)',
      '  brew install --cask chromium           (macOS)',
    ].join('\n'),
  );
}

function installChromium(): string | null {
  const command = path.join(import.meta.dirname, '../../node_modules/playwright/cli.js');
  spawnSync(process.execPath, [command, 'install', 'chromium'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 300_000,
  });
  return findChromium();
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
