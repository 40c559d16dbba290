import { describe, expect, it } from 'vitest';
import { RowSums, type Table } from './row-sums';

const WIDTH = 3;
const FEATURES = 9;
const floats: Table = {
  width: WIDTH,
  values: Float32Array.from({ length: 40 * WIDTH }, (_, at) => (at < WIDTH ? 0 : at / 8)),
  scales: null,
};
const bytes: Table = {
  width: WIDTH,
  values: Int8Array.from({ length: 40 * WIDTH }, (_, at) => (at < WIDTH ? 0 : at)),
  scales: Float32Array.from({ length: 40 }, (_, row) => 1 / (1 + row)),
};

function ask(sums: RowSums, key: number, rows: readonly number[]): number {
  const number = sums.numberOf(key, -key);
  if (sums.isFresh) {
    sums.features.set(rows);
    sums.add();
  }
  return number;
}

function sumOf(sums: RowSums, number: number): number[] {
  const { data, dims } = sums.tensor();
  expect(dims).toEqual([sums.count, WIDTH]);
  return [...(data as Float32Array)].slice(number * WIDTH, (number + 1) * WIDTH);
}

function wanted({ values, scales }: Table, rows: readonly number[]): number[] {
  return Array.from({ length: WIDTH }, (_, at) =>
    rows.reduce((sum, row) => sum + (scales?.[row] ?? 1) * values[row * WIDTH + at]!, 0),
  );
}

describe.each([
  ['float32', floats],
  ['int8', bytes],
] as const)('sums of the rows of a table in %s', (_, table) => {
  const expectSum = (sums: RowSums, number: number, rows: readonly number[]): void => {
    const right = wanted(table, rows);
    sumOf(sums, number).forEach((value, at) => expect(value).toBeCloseTo(right[at]!, 3));
  };

  it('are of as many rows as there are features, and worked out once', () => {
    const sums = new RowSums(table, FEATURES, 100);
    const asked = [[7], [1, 2, 3, 4, 5], [9, 8, 7, 6, 5, 4, 3, 2, 1], [30, 7]];
    expect(asked.map((rows, key) => ask(sums, key, rows))).toEqual([1, 2, 3, 4]);
    asked.forEach((rows, at) => expectSum(sums, at + 1, rows));
    expect(asked.map((rows, key) => ask(sums, key, rows))).toEqual([1, 2, 3, 4]);
    expect(sumOf(sums, 0)).toEqual([0, 0, 0]);
  });

  it('are right however many there are, and are forgotten only between batches', () => {
    const sums = new RowSums(table, FEATURES, 3000);
    const rowsOf = (key: number): number[] => [1 + (key % 39), 1 + ((7 * key) % 39)];
    for (let key = 1; key <= 5000; key++) expect(ask(sums, key, rowsOf(key))).toBe(key);
    for (const key of [1, 2, 1024, 3001, 5000]) expectSum(sums, key, rowsOf(key));
    sums.startBatch();
    expect(ask(sums, 4000, rowsOf(4000))).toBe(1);
    expectSum(sums, 1, rowsOf(4000));
    sums.startBatch();
    expect(ask(sums, 4000, rowsOf(4000))).toBe(1);
  });
});
