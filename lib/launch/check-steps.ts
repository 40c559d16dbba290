import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { formatOf, knip, lintOf, playwright, types, vitest, type Command } from './check-tools';
import { nextCommand } from './node-process';

type Project = 'unit' | 'screens' | 'db';

export interface Step {
  readonly name: string;
  readonly commands: readonly Command[];
  /** True when its commands write a JSON report of tests (see reportFile). */
  readonly hasTests?: boolean;
  /** The vitest projects whose files must all be in that report. */
  readonly projects?: readonly Project[];
}

const reports = mkdtempSync(path.join(tmpdir(), 'avenue-check-'));

/** Each uses about one processor; what is known soonest comes first. */
export const staticSteps: readonly Step[] = [
  { name: 'types', commands: [[nextCommand, 'typegen'], types] },
  { name: 'lint', commands: [lintOf(['.'])] },
  { name: 'imports', commands: [['--import', 'tsx', 'lib/launch/check-imports.ts']] },
  // No unused file, export or dependency.
  { name: 'unused', commands: [[knip, '--no-progress']] },
  { name: 'format', commands: [formatOf(['.'])] },
];

/** Begun while no other step has failed; what the browser meets is built beside the other tests. */
export const testSteps: readonly Step[] = [
  { name: 'build', commands: [['--import', 'tsx', 'lib/launch/build-product.ts']] },
  testStep('db', ['db']),
  testStep('unit', ['unit', 'screens']),
];

/** Alone: it has deadlines. */
export const lastStep: Step = {
  name: 'e2e',
  commands: [
    [playwright, 'test', '--project=journeys', '--project=beside', '--reporter=list,json'],
  ],
  hasTests: true,
};

const bytesForTwoProducts = 6e9;

/** Two products and browsers at once, where the machine has the processors and the memory. */
export function countProducts(): number {
  return availableParallelism() > 1 && totalmem() > bytesForTwoProducts ? 2 : 1;
}

function testStep(name: string, projects: readonly Project[]): Step {
  const command = [
    vitest,
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile(name)}`,
  ];
  return { name, commands: [command], hasTests: true, projects };
}

export function reportFile(name: string): string {
  return path.join(reports, `${name}.json`);
}

export function removeReports(): void {
  rmSync(reports, { recursive: true, force: true });
}
