import * as z from 'zod';

export interface TestCount {
  readonly passed: number;
  readonly failed: number;
}

const count = z.number().int().nonnegative();

const vitestReport = z.object({
  numTotalTests: count,
  numPassedTests: count,
  testResults: z.array(
    z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.unknown()) }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
});

/**
 * Reads a JSON report of vitest or Playwright. What has not passed has failed: a test that passed at
 * the second try, one that was skipped or was under way when its process died, a file that could not
 * be loaded, and each of `files` (absolute paths) that the report does not know.
 * @throws ZodError when it is neither.
 */
export function countTests(report: unknown, files: readonly string[] = []): TestCount {
  const { data: browser } = playwrightReport.safeParse(report);
  if (browser) {
    const { expected, unexpected, flaky, skipped } = browser.stats;
    return { passed: expected, failed: unexpected + flaky + skipped };
  }
  const { numTotalTests, numPassedTests, testResults } = vitestReport.parse(report);
  const run = testResults.filter(({ assertionResults }) => assertionResults.length > 0);
  const broken = testResults.length - run.length;
  const known = new Set(testResults.map(({ name }) => name));
  const missing = files.filter((file) => !known.has(file)).length;
  return { passed: numPassedTests, failed: numTotalTests - numPassedTests + broken + missing };
}

export function addCounts(counts: readonly TestCount[]): TestCount {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  };
}
