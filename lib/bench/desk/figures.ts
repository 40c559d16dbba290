import { cpus, loadavg, totalmem } from 'node:os';

/** Times of one kind of call, in milliseconds. */
export interface Times {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** @param samples milliseconds, in any order; not empty */
export function summarise(samples: readonly number[]): Times {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** One figure beside what it has to reach. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The most that it may be; null for what only explains the others. */
  readonly limit: number | null;
}

/** What one part of the bench found. */
export interface Part {
  readonly figures: readonly Figure[];
  /** Tables and remarks of the report, as Markdown. */
  readonly notes: readonly string[];
}

export function isReached({ value, limit }: Figure): boolean {
  return limit === null || value <= limit;
}

export interface Conditions {
  readonly cores: number;
  readonly processor: string;
  readonly memoryGigabytes: number;
  readonly node: string;
}

export function readConditions(): Conditions {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** Processes that wanted a core in the last minute, this bench's own included. */
export function readLoad(): number {
  return round(loadavg()[0] ?? 0);
}

export function timesRow(name: string, { count, p50, p95, p99, max }: Times): string {
  return `| ${name} | ${count} | ${p50} | ${p95} | ${p99} | ${max} |`;
}

export const timesHead = [
  '| ms | calls | p50 | p95 | p99 | most |',
  '| --- | --- | --- | --- | --- | --- |',
];
