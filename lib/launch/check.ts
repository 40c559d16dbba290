import { availableParallelism } from 'node:os';
import { lastStep, removeReports, staticSteps, testSteps, type Step } from './check-steps';
import { requireChromium } from './chromium';
import { addCounts } from './count-tests';
import { formatSeconds } from './progress';
import { requireNode } from './settings';
import { takeAtOnce } from './take-at-once';
import { takeStep, type StepResult } from './take-step';

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    isStopping = true;
  });

const havePassed = (results: readonly StepResult[]) => results.every(({ hasPassed }) => hasPassed);

/**
 * `npm test`: the static checks, then the tests and the build, as many at once as there are
 * processors; then, when all of it has passed, the journeys. After a failure no test begins.
 */
async function main(): Promise<boolean> {
  requireNode(process.version);
  requireChromium();
  const startedAt = performance.now();
  const beside: readonly Step[] = [...staticSteps, ...testSteps];
  process.stdout.write(`── ${beside.map(({ name }) => name).join(', ')}\n`);
  const results = await takeAtOnce(beside, availableParallelism(), {
    take: (step) => takeStep(step, { isAlone: false }),
    mayBegin: (step, ended) => !isStopping && (staticSteps.includes(step) || havePassed(ended)),
  });
  const isWhole = results.length === beside.length && !isStopping;
  if (isWhole && havePassed(results)) results.push(await takeStep(lastStep, { isAlone: true }));
  const { passed, failed } = addCounts(results.map(({ count }) => count));
  process.stdout.write(`\nall checks took ${formatSeconds(performance.now() - startedAt)}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return isWhole && failed === 0;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
} finally {
  removeReports();
}
