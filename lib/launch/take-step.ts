import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { countProducts, reportFile, type Step } from './check-steps';
import { vitest, type Command } from './check-tools';
import { addCounts, countTests, type TestCount } from './count-tests';
import { repositoryRoot } from './node-process';
import { formatSeconds } from './progress';

export interface StepResult {
  readonly hasPassed: boolean;
  readonly count: TestCount;
}

const listedFiles = z.array(z.object({ file: z.string() }));

/** Runs the commands of a step in turn, up to the first that fails, and says how it ended. */
export async function takeStep(step: Step, { isAlone }: { isAlone: boolean }): Promise<StepResult> {
  const startedAt = performance.now();
  if (isAlone) process.stdout.write(`\n── ${step.name}\n`);
  let code = 0;
  for (const command of step.commands) code ||= await run(step, command, isAlone);
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

/**
 * One command's exit code. Its output goes to the terminal as it comes, or, when others run beside
 * it, whole at its end.
 */
async function run(step: Step, command: Command, isAlone: boolean): Promise<number> {
  const output = isAlone ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, command, {
    cwd: repositoryRoot,
    stdio: ['ignore', output, output],
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      CHECKPOINT_DISABLE: '1',
      PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile(step.name),
      AVENUE_E2E_PRODUCTS: String(countProducts()),
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
function listTestFiles(projects: readonly string[]): readonly string[] {
  const chosen = projects.map((project) => `--project=${project}`);
  const args = [vitest, 'list', '--filesOnly', '--json', ...chosen];
  const { stdout } = spawnSync(process.execPath, args, { cwd: repositoryRoot, encoding: 'utf8' });
  return listedFiles.parse(JSON.parse(stdout)).map(({ file }) => file);
}
