import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './node-process';

const packages = path.join(repositoryRoot, 'node_modules');
/** What the last check found, by the content of the files: the next one looks at what changed. */
const cache = path.join(packages, '.cache');

/** What follows `node` on the command line. */
export type Command = readonly string[];

export const vitest = path.join(packages, 'vitest', 'vitest.mjs');
export const playwright = path.join(packages, '@playwright', 'test', 'cli.js');
export const knip = path.join(packages, 'knip', 'bin', 'knip.js');

export function formatOf(files: readonly string[]): Command {
  const command = path.join(packages, 'prettier', 'bin', 'prettier.cjs');
  const cached = cachedIn('prettier', '--cache-location');
  return [command, '--check', '--log-level=warn', '--ignore-unknown', ...cached, ...files];
}

export function lintOf(files: readonly string[]): Command {
  const command = path.join(packages, 'eslint', 'bin', 'eslint.js');
  return [command, '--max-warnings=0', ...cachedIn('eslint', '--cache-location'), ...files];
}

/** By the compiler that needs half of the processor time; one checker needs least of it. */
export const types: Command = [
  path.join(packages, 'typescript-7', 'bin', 'tsc'),
  ...['--noEmit', '--checkers', '1'],
];

function cachedIn(name: string, option: string): readonly string[] {
  mkdirSync(path.join(cache, name), { recursive: true });
  const file = path.join(cache, name, 'checked.json');
  return ['--cache', '--cache-strategy=content', `${option}=${file}`];
}
