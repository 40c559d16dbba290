import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { requireChromium } from './chromium';
import { addCounts, countTests, type TestCount } from './count-tests';
import { nextCommand, repositoryRoot } from './node-process';
import { formatSeconds } from './progress';
import { requireNode } from './settings';

type Project = 'unit' | 'screens' | 'db';

interface Step {
  readonly name: string;
  /** What follows `node` on the command line, one entry per command. */
  readonly commands: readonly (readonly string[])[];
  /** True when its commands write a JSON report of tests (see reportFile). */
  readonly hasTests?: boolean;
  /** The vitest projects whose files must all be in that report. */
  readonly projects?: readonly Project[];
}

interface StepResult {
  readonly hasPassed: boolean;
  readonly count: TestCount;
}

const packages = path.join(repositoryRoot, 'node_modules');
const vitest = path.join(packages, 'vitest', 'vitest.mjs');
const listedFiles = z.array(z.object({ file: z.string() }));
const reports = mkdtempSync(path.join(tmpdir(), 'avenue-check-'));

/** Side by side: each of them uses one processor. */
const staticSteps: readonly Step[] = [
  {
    name: 'format',
    commands: [
      [path.join(packages, 'prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'],
    ],
  },
  {
    name: 'lint',
    commands: [[path.join(packages, 'eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.']],
  },
  { name: 'imports', commands: [['--import', 'tsx', 'lib/launch/check-imports.ts']] },
  // No unused file, export or dependency.
  { name: 'unused', commands: [[path.join(packages, 'knip', 'bin', 'knip.js'), '--no-progress']] },
  {
    name: 'types',
    commands: [
      [nextCommand, 'typegen'],
      [path.join(packages, 'typescript', 'bin', 'tsc'), '--noEmit'],
    ],
  },
];

const unitProjects: readonly Project[] = ['unit', 'screens'];

/** Each in turn; they use every processor themselves. */
const testSteps: readonly Step[] = [
  {
    name: 'unit',
    commands: [runVitest('unit', unitProjects)],
    hasTests: true,
    projects: unitProjects,
  },
  { name: 'db', commands: [runVitest('db', ['db'])], hasTests: true, projects: ['db'] },
  {
    name: 'e2e',
    commands: [
      [
        path.join(packages, '@playwright', 'test', 'cli.js'),
        'test',
        '--project=journeys',
        '--reporter=list,json',
      ],
    ],
    hasTests: true,
  },
];

function runVitest(step: string, projects: readonly Project[]): readonly string[] {
  return [
    vitest,
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile(step)}`,
  ];
}

function reportFile(name: string): string {
  return path.join(reports, `${name}.json`);
}

/**
 * One command's exit code. Its output goes to the terminal as it comes, or, when others run beside
 * it, whole at its end.
 */
async function run(step: Step, args: readonly string[], isAlone: boolean): Promise<number> {
  const output = isAlone ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, args, {
    cwd: repositoryRoot,
    stdio: ['ignore', output, output],
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      CHECKPOINT_DISABLE: '1',
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile(step.name),
    },
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => said.push(chunk));
  const forward = (signal: NodeJS.Signals) => void child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  const [code] = await once(child, 'close');
  process.off('SIGINT', forward).off('SIGTERM', forward);
  process.stdout.write(Buffer.concat(said));
  return typeof code === 'number' ? code : 1;
}

function readCount(step: Step): TestCount {
  const file = reportFile(step.name);
  if (!step.hasTests || !existsSync(file)) return { passed: 0, failed: 0 };
  const files = step.projects === undefined ? [] : listTestFiles(step.projects);
  return countTests(JSON.parse(readFileSync(file, 'utf8')), files);
}

/** The test files that vitest finds, by absolute path: a process that died early reports none of its own. */
function listTestFiles(projects: readonly Project[]): readonly string[] {
  const chosen = projects.map((project) => `--project=${project}`);
  const args = [vitest, 'list', '--filesOnly', '--json', ...chosen];
  const { stdout } = spawnSync(process.execPath, args, { cwd: repositoryRoot, encoding: 'utf8' });
  return listedFiles.parse(JSON.parse(stdout)).map(({ file }) => file);
}

async function take(step: Step, { isAlone }: { isAlone: boolean }): Promise<StepResult> {
  const startedAt = performance.now();
  if (isAlone) process.stdout.write(`\n── ${step.name}\n`);
  let code = 0;
  for (const args of step.commands) code ||= await run(step, args, isAlone);
  const count = readCount(step);
  const hasNoTests = step.hasTests === true && count.passed + count.failed === 0;
  const hasPassed = code === 0 && count.failed === 0 && !hasNoTests;
  const elapsed = formatSeconds(performance.now() - startedAt);
  const tests = step.hasTests ? `, ${count.passed} tests` : '';
  process.stdout.write(`${hasPassed ? '✓' : '✗'} ${step.name} (${elapsed}${tests})\n`);
  // A step can fail without naming a test: a rule, a type, a server that did not start.
  const isUnnamed = !hasPassed && count.failed === 0;
  return { hasPassed, count: isUnnamed ? addCounts([count, { passed: 0, failed: 1 }]) : count };
}

/** `npm test`: the static checks, then every other check in turn, up to the first that fails. */
async function main(): Promise<boolean> {
  requireNode(process.version);
  requireChromium();
  const startedAt = performance.now();
  process.stdout.write(`── ${staticSteps.map(({ name }) => name).join(', ')}\n`);
  const results = await Promise.all(staticSteps.map((step) => take(step, { isAlone: false })));
  for (const step of testSteps) {
    if (results.some(({ hasPassed }) => !hasPassed)) break;
    results.push(await take(step, { isAlone: true }));
  }
  const { passed, failed } = addCounts(results.map(({ count }) => count));
  process.stdout.write(`\nall checks took ${formatSeconds(performance.now() - startedAt)}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
