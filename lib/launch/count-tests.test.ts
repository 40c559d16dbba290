import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { addCounts, countTests } from './count-tests';
import { repositoryRoot } from './node-process';

const fileOf = (name: string, tests: number) => ({
  name,
  status: 'passed',
  assertionResults: Array.from({ length: tests }, () => ({})),
});
const reportOf = (passed: number, total = passed) => ({
  numTotalTests: total,
  numPassedTests: passed,
  testResults: [fileOf('/a.test.ts', total)],
});

describe('countTests', () => {
  it('reads what vitest reports', () => {
    expect(countTests(reportOf(5, 7))).toEqual({ passed: 5, failed: 2 });
  });

  it('counts a test file that could not be loaded as a failure', () => {
    const { testResults, ...rest } = reportOf(5);
    const report = { ...rest, testResults: [...testResults, fileOf('/b.test.ts', 0)] };
    expect(countTests(report)).toEqual({ passed: 5, failed: 1 });
  });

  it('counts a file that was found and never run as a failure', () => {
    expect(countTests(reportOf(5), ['/a.test.ts', '/b.test.ts'])).toEqual({ passed: 5, failed: 1 });
  });

  it('counts a browser test that needed a second try, or that was skipped, as a failure', () => {
    const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 1 };
    expect(countTests({ stats })).toEqual({ passed: 7, failed: 3 });
  });

  it('refuses a report of something else', () => {
    expect(() => countTests({ tests: 3 })).toThrow();
  });

  it('fails the tests that a dying process takes along, which vitest itself calls a success', () => {
    const report = runInDyingProcess();
    expect(report).toMatchObject({ success: true });
    expect(countTests(report)).toEqual({ passed: 1, failed: 2 });
  });
});

/** The report of a real run: one file passes, the process of the other dies in its first test. */
function runInDyingProcess(): unknown {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'avenue-dying-')));
  const report = path.join(folder, 'report.json');
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  try {
    write('vitest.config.mjs', 'export default { test: { globals: true } };');
    write('lives.test.mjs', "it('lives', () => expect(1).toBe(1));");
    write(
      'dies.test.mjs',
      "it('dies', () => process.kill(process.pid, 'SIGKILL')); it('waits', () => {});",
    );
    const vitest = path.join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs');
    const args = ['run', '--root', folder, '--reporter=json', `--outputFile.json=${report}`];
    const env = { NODE_ENV: 'test' as const, PATH: process.env.PATH };
    spawnSync(process.execPath, [vitest, ...args], { cwd: folder, env, stdio: 'ignore' });
    return JSON.parse(readFileSync(report, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('adds the suites up', () => {
  expect(
    addCounts([
      { passed: 5, failed: 0 },
      { passed: 7, failed: 1 },
    ]),
  ).toEqual({ passed: 12, failed: 1 });
});
