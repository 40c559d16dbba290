import { describe, expect, it } from 'vitest';
import type { ReviewRow } from '../curation/contract';
import { findRuleTroubles } from './broken-rules';
import { makeSheet, type Mark } from './desk-state';
import { makeProduct, makeRow } from './testing/desk-fixture';

const litres = (id: number, values: number[], rules: ReviewRow['attribute']['rules'] = []) => {
  const row = makeRow({ id, values, type: 'number', unit: 'L' });
  return { ...row, attribute: { ...row.attribute, rules } };
};
const whole = litres(1, [300]);
const freezer = litres(2, [486], [{ kind: 'at-most', of: ['a1'] }]);
const sheet = makeSheet(makeProduct(7, [whole, freezer]));
const decided = (values: number[]): Mark => ({
  headId: 'x',
  decision: { id: 'x', kind: 'correct', absence: null, values, mode: 'single', evidence: null },
});

describe('rules across attributes on the desk', () => {
  it('stand at every row that has a part in them', () => {
    const troubles = findRuleTroubles(sheet);
    expect([...troubles.keys()].sort()).toEqual(['a1', 'a2']);
    expect(troubles.get('a1')?.[0]).toMatchObject({
      kind: 'at-most',
      attributes: [{ key: 'a2' }, { key: 'a1' }],
    });
  });

  it('go with the decision that mends them, and come with the one that breaks them', () => {
    const marks = (values: number[]) => new Map([...sheet.marks, [2, decided(values)] as const]);
    expect(findRuleTroubles({ ...sheet, marks: marks([86]) }).size).toBe(0);
    expect(findRuleTroubles({ ...sheet, marks: marks([301]) }).size).toBe(2);
    expect(findRuleTroubles({ ...sheet, marks: marks([]) }).size).toBe(0);
  });

  it('hold what is being typed, before anything is decided', () => {
    expect(findRuleTroubles(sheet, { proposalId: 2, values: [120] }).size).toBe(0);
    expect(findRuleTroubles(sheet, { proposalId: 1, values: [400] }).size).toBe(2);
  });
});
