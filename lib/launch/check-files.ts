import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Step } from './check-steps';
import { removeReports } from './check-steps';
import { formatOf, lintOf, types, vitest, type Command } from './check-tools';
import { nextCommand, repositoryRoot } from './node-process';
import { takeAtOnce } from './take-at-once';
import { takeStep } from './take-step';
import { testsOf } from './tests-of';

const usage = 'npm run check -- FILE…: format, lint and tests of these files, and all types.';

/** Paths below the repository, as they are given from where the command was called. */
function readFiles(given: readonly string[]): string[] {
  const from = process.env.INIT_CWD ?? process.cwd();
  const files = given.map((file) => path.relative(repositoryRoot, path.resolve(from, file)));
  const missing = files.filter((file) => !existsSync(path.join(repositoryRoot, file)));
  if (files.length === 0 || missing.length > 0)
    throw new Error(missing.length > 0 ? `There is no ${missing.join(', ')}` : usage);
  const folders = files.filter((file) => statSync(path.join(repositoryRoot, file)).isDirectory());
  if (folders.length > 0) throw new Error(`${folders.join(', ')}: name files. ${usage}`);
  return files;
}

function stepsFor(files: readonly string[]): Step[] {
  const { own, related } = testsOf(files, (file) => existsSync(path.join(repositoryRoot, file)));
  const scripts = files.filter((file) => /[.](tsx?|mjs)$/.test(file));
  const tests: Command[] = [];
  if (own.length > 0) tests.push([vitest, 'run', ...own]);
  const pure = ['--project=unit', '--project=screens', '--passWithNoTests'];
  if (related.length > 0) tests.push([vitest, 'related', '--run', ...pure, ...related]);
  const steps: Step[] = [
    { name: 'format', commands: [formatOf(files)] },
    { name: 'lint', commands: scripts.length > 0 ? [lintOf(scripts)] : [] },
    { name: 'tests', commands: tests },
    { name: 'types', commands: scripts.length > 0 ? [[nextCommand, 'typegen'], types] : [] },
  ];
  return steps.filter(({ commands }) => commands.length > 0);
}

try {
  const results = await takeAtOnce(
    stepsFor(readFiles(process.argv.slice(2))),
    availableParallelism(),
    { take: (step) => takeStep(step, { isAlone: false }), mayBegin: () => true },
  );
  process.exitCode = results.every(({ hasPassed }) => hasPassed) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  removeReports();
}
