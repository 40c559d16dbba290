import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const systemPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const installLimitMs = 600_000;

/** The browser of the end-to-end tests: Playwright's own, else the system's; null without either. */
export function findChromium(): string | null {
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  return findProgram(systemNames) ?? systemPlaces.find(isExecutable) ?? null;
}

/**
 * The browser, installed when there is none: Debian's through apt where this process may, else the
 * one that Playwright downloads.
 * @throws Error with the one command to run when neither can be had.
 */
export function requireChromium(): string {
  const found = findChromium() ?? installFromDebian() ?? downloadWithPlaywright();
  if (found) return found;
  throw new Error(
    `There is no Chromium for the end-to-end tests, and none could be installed. Run\n  ${adviceFor(process.platform)}`,
  );
}

function adviceFor(platform: NodeJS.Platform): string {
  if (findProgram(['apt-get'])) return 'sudo apt-get update && sudo apt-get install -y chromium';
  if (platform === 'darwin') return 'brew install --cask chromium';
  return 'npx playwright install --with-deps chromium';
}

/** What lets this user run apt-get without being asked: nothing for root, `sudo -n`, or null. */
function findPrivilege(): readonly string[] | null {
  if (process.getuid?.() === 0) return [];
  const sudo = findProgram(['sudo']);
  if (sudo === null || spawnSync(sudo, ['-n', 'true'], { stdio: 'ignore' }).status !== 0)
    return null;
  return [sudo, '-n'];
}

function installFromDebian(): string | null {
  const aptGet = findProgram(['apt-get']);
  const privilege = findPrivilege();
  if (aptGet === null || privilege === null) return null;
  process.stdout.write('There is no Chromium for the end-to-end tests: installing Debian’s\n');
  const quiet = ['-o', 'Dpkg::Use-Pty=0', '-q'];
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  const isDone = [['update'], install].every((verb) =>
    run([...privilege, 'env', 'DEBIAN_FRONTEND=noninteractive', aptGet, ...quiet, ...verb]),
  );
  return isDone ? findChromium() : null;
}

function downloadWithPlaywright(): string | null {
  const command = path.join(import.meta.dirname, '../../node_modules/playwright/cli.js');
  run([process.execPath, command, 'install', 'chromium']);
  return findChromium();
}

/** Runs a command that shows its progress; true when it ended well within the limit. */
function run([command = '', ...args]: readonly string[]): boolean {
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: installLimitMs,
  });
  return status === 0;
}

function findProgram(names: readonly string[]): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const places = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return places.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
