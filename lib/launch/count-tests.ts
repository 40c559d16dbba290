import * as z from 'zod';

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

const vitestReport = z.object({
  numPassedTests: z.number().int().nonnegative(),
  numFailedTests: z.number().int().nonnegative(),
  numFailedTestSuites: z.number().int().nonnegative(),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number().int().nonnegative(),
    unexpected: z.number().int().nonnegative(),
    flaky: z.number().int().nonnegative(),
  }),
});

/**
 * Reads a JSON report of vitest or Playwright. A test that passed at the second try has failed, and
 * so has a file that could not be loaded.
 * @throws ZodError when it is neither.
 */
export function countTests(report: unknown): TestCount {
  const { data: browser } = playwrightReport.safeParse(report);
  if (browser) {
    const { expected, unexpected, flaky } = browser.stats;
    return { passed: expected, failed: unexpected + flaky };
  }
  const { numPassedTests, numFailedTests, numFailedTestSuites } = vitestReport.parse(report);
  const isLoadFailure = numFailedTests === 0 && numFailedTestSuites > 0;
  return {
    passed: numPassedTests,
    failed: isLoadFailure ? numFailedTestSuites : numFailedTests,
  };
}

export function addCounts(counts: readonly TestCount[]): TestCount {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  };
}
