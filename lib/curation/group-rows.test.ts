import { describe, expect, it } from 'vitest';
import { groupRow, shownConfidence, type RowFacts } from './group-rows';

const value = { surface: '27인치', value: 68.58, evidence: null, confidence: 0.95 };
const sure: RowFacts = {
  attribute: { isRequired: false },
  proposal: { values: [value], alternatives: [], confidence: 0.95, flags: [] },
  current: null,
  witnesses: [],
};
const empty = { ...sure.proposal, values: [], confidence: 0.7 };

describe('groupRow', () => {
  it('lets a sure value look right', () => {
    expect(groupRow(sure)).toEqual({ group: 'right', reasons: [] });
  });

  it('asks a person about a value that is less than highly probable', () => {
    const proposal = { ...sure.proposal, confidence: 0.89 };
    expect(groupRow({ ...sure, proposal })).toEqual({
      group: 'needs',
      reasons: ['low-confidence'],
    });
  });

  it('collapses an empty answer unless it is only a guess', () => {
    expect(groupRow({ ...sure, proposal: empty }).group).toBe('absent');
    expect(groupRow({ ...sure, proposal: { ...empty, confidence: 0.5 } })).toEqual({
      group: 'needs',
      reasons: ['low-confidence'],
    });
  });

  it('asks for a required value once, whoever noticed that it is missing', () => {
    const proposal = { ...empty, flags: ['required-missing' as const] };
    expect(groupRow({ ...sure, proposal, attribute: { isRequired: true } })).toEqual({
      group: 'needs',
      reasons: ['required-missing'],
    });
  });

  it('names a broken rule', () => {
    const proposal = { ...sure.proposal, flags: ['above-maximum' as const] };
    expect(groupRow({ ...sure, proposal }).reasons).toEqual(['rule']);
  });

  it('protects what a person committed, a stated absence too', () => {
    const current = { values: [60], absence: null };
    expect(groupRow({ ...sure, current }).reasons).toEqual(['overwrites-human']);
    expect(groupRow({ ...sure, current: { values: [68.58], absence: null } }).group).toBe('right');
    const absent = { values: [], absence: 'not-applicable' as const };
    expect(groupRow({ ...sure, current: absent }).reasons).toEqual(['overwrites-human']);
  });

  it('is alarmed when sibling offers agree on another value', () => {
    const witnesses = [{ values: [60], surface: '60', sellers: ['가', '나'] }];
    expect(groupRow({ ...sure, witnesses }).reasons).toEqual(['witness-conflict']);
  });

  it('gives every reason in a fixed order', () => {
    const facts: RowFacts = {
      ...sure,
      proposal: { ...sure.proposal, confidence: 0.2, flags: ['implausible'] },
      current: { values: [1], absence: null },
      witnesses: [{ values: [60], surface: '60', sellers: ['가', '나'] }],
    };
    expect(groupRow(facts).reasons).toEqual([
      'low-confidence',
      'rule',
      'witness-conflict',
      'overwrites-human',
    ]);
  });

  it('asks about a committed value that was not found again, and misses none then', () => {
    const current = { values: [68.58], absence: null };
    const attribute = { isRequired: true };
    expect(groupRow({ ...sure, attribute, current, proposal: empty })).toEqual({
      group: 'needs',
      reasons: ['standing-value'],
    });
  });

  it('shows no row as sure that is empty and needs a person, or that could not be read', () => {
    const proposal = { ...empty, confidence: 0.97 };
    expect(shownConfidence({ proposal, group: 'needs' })).toBe(0.5);
    expect(shownConfidence({ proposal, group: 'absent' })).toBe(0.97);
    const unread = { ...sure.proposal, values: [{ ...value, value: null }] };
    expect(shownConfidence({ proposal: unread, group: 'needs' })).toBe(0.5);
  });
});
