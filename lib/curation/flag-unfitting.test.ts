import { describe, expect, it } from 'vitest';
import { attributeDefinition } from '../values/contract';
import { flagUnfitting, type RuledRow } from './flag-unfitting';
import { groupRow } from './group-rows';

const names = { nameKo: '용량', nameEn: 'Volume', type: 'number', unit: 'L' };
const freezer = attributeDefinition.parse({
  ...names,
  key: 'freezer',
  rules: [{ kind: 'at-most', of: ['total'] }],
});
const total = attributeDefinition.parse({ ...names, key: 'total' });

function row(attribute: RuledRow['attribute'], proposed: number, decided?: number[]): RuledRow {
  const value = { surface: `${proposed}L`, value: proposed, evidence: null, confidence: 0.99 };
  return {
    attribute,
    proposal: { values: [value], alternatives: [], confidence: 0.99, flags: [] },
    current: null,
    decision: decided === undefined ? null : { values: decided },
  };
}

const groups = (...rows: RuledRow[]): string[] =>
  flagUnfitting(rows).map(
    ({ attribute, proposal }) =>
      groupRow({ attribute, proposal, current: null, witnesses: [] }).group,
  );

describe('rows whose values do not fit each other', () => {
  it('all need a person, however sure each is alone', () => {
    expect(groups(row(freezer, 486), row(total, 226))).toEqual(['needs', 'needs']);
    expect(groups(row(freezer, 126), row(total, 226))).toEqual(['right', 'right']);
  });

  it('are judged by what was decided, and by nothing else once it was', () => {
    expect(groups(row(freezer, 126, [486]), row(total, 226))).toEqual(['needs', 'needs']);
    expect(groups(row(freezer, 486, [126]), row(total, 226))).toEqual(['right', 'right']);
    expect(groups(row(freezer, 486, []), row(total, 226))).toEqual(['right', 'right']);
  });

  it('are judged beside what the catalogue holds where nothing is proposed', () => {
    const empty = { ...row(total, 0), proposal: { ...row(total, 0).proposal, values: [] } };
    const [first] = flagUnfitting([row(freezer, 486), { ...empty, current: { values: [226] } }]);
    expect(first?.proposal.flags).toEqual(['rule-broken']);
  });

  it('lose a flag of before when they fit now', () => {
    const stale = row(freezer, 126);
    const flagged = { ...stale, proposal: { ...stale.proposal, flags: ['rule-broken' as const] } };
    const [first] = flagUnfitting([flagged, row(total, 226)]);
    expect(first?.proposal.flags).toEqual([]);
  });
});
