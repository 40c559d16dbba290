import { describe, expect, it } from 'vitest';
import type { ReviewRow } from '../curation/contract';
import { candidatesOf } from './candidates';
import { makeRow } from './testing/desk-fixture';

const alternative = (value: string | null) => ({
  surface: `~${value}`,
  value,
  evidence: null,
  confidence: 0.5,
});

function withAlternatives(row: ReviewRow, values: readonly (string | null)[]): ReviewRow {
  return { ...row, proposal: { ...row.proposal, alternatives: values.map(alternative) } };
}

describe('candidates', () => {
  it('are the proposal, its runners-up and what other sellers say, each value once, three at most', () => {
    const row = withAlternatives(makeRow({ id: 1, values: ['a'] }), ['b', 'a', null]);
    const witnesses = [
      { values: ['b'], surface: 'B', sellers: ['x'] },
      { values: ['c'], surface: 'C', sellers: ['y'] },
      { values: ['d'], surface: 'D', sellers: ['z'] },
    ];
    expect(
      candidatesOf({ ...row, witnesses }).map(({ values, source }) => [values, source]),
    ).toEqual([
      [['a'], 'proposal'],
      [['b'], 'alternative'],
      [['c'], 'witness'],
    ]);
  });

  it('add a runner-up to the values of an attribute that holds several', () => {
    const row = withAlternatives(makeRow({ id: 1, values: ['a'], isMultiple: true }), ['b']);
    expect(candidatesOf(row)[1]).toMatchObject({ values: ['a', 'b'], addition: 'b' });
  });

  it('end with what the catalogue holds, where nothing else says it', () => {
    const row = withAlternatives(makeRow({ id: 1, values: ['a'] }), ['b', 'c']);
    const held = (values: readonly string[]): ReviewRow['current'] => ({
      values: [...values],
      absence: null,
    });
    const valuesWith = (current: ReviewRow['current']) =>
      candidatesOf({ ...row, current }).map(({ values, source }) => [...values, source].join(' '));
    expect(valuesWith(held(['z']))).toEqual(['a proposal', 'b alternative', 'z current']);
    expect(valuesWith(held(['c']))).toEqual(['a proposal', 'b alternative', 'c alternative']);
    expect(valuesWith(held([]))).toEqual(['a proposal', 'b alternative', 'c alternative']);
  });

  it('leave out a proposal that could not be read', () => {
    const row = withAlternatives(makeRow({ id: 1, values: [null] }), ['b']);
    expect(candidatesOf(row).map(({ values }) => values)).toEqual([['b']]);
  });
});
