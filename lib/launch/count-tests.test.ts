import { describe, expect, it } from 'vitest';
import { addCounts, countTests } from './count-tests';

const vitest = { numPassedTests: 5, numFailedTests: 0, numFailedTestSuites: 0 };

describe('countTests', () => {
  it('reads what vitest reports', () => {
    expect(countTests({ ...vitest, numFailedTests: 2, numFailedTestSuites: 1 })).toEqual({
      passed: 5,
      failed: 2,
    });
  });

  it('counts a test file that could not be loaded as a failure', () => {
    expect(countTests({ ...vitest, numFailedTestSuites: 1 })).toEqual({ passed: 5, failed: 1 });
  });

  it('counts a browser test that needed a second try as a failure', () => {
    const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 0 };
    expect(countTests({ stats })).toEqual({ passed: 7, failed: 2 });
  });

  it('refuses a report of something else', () => {
    expect(() => countTests({ tests: 3 })).toThrow();
  });
});

it('adds the suites up', () => {
  expect(
    addCounts([
      { passed: 5, failed: 0 },
      { passed: 7, failed: 1 },
    ]),
  ).toEqual({ passed: 12, failed: 1 });
});
