import { describe, expect, it } from 'vitest';
import type { AttributeDefinition } from '../values/contract';
import type { ProposalBody } from '../proposals/contract';
import { resolveDecision, type DecisionWish } from './resolve-decision';

const attribute: Pick<AttributeDefinition, 'type' | 'isMultiple' | 'values'> = {
  type: 'number',
  isMultiple: false,
  values: [],
};
const value = { surface: '27인치', value: 68.58, evidence: null, confidence: 0.95 };
const proposal: ProposalBody = { values: [value], alternatives: [], confidence: 0.95, flags: [] };
const nothing: ProposalBody = { ...proposal, values: [] };
const unread: ProposalBody = { ...proposal, values: [{ ...value, value: null }] };
const wish = (part: Partial<DecisionWish>): DecisionWish => ({
  kind: 'accept',
  absence: null,
  values: [],
  restoresId: null,
  ...part,
});
const resolve = (part: Partial<DecisionWish>, of: ProposalBody = proposal) =>
  resolveDecision(wish(part), attribute, of, []);

describe('resolveDecision', () => {
  it('accepts nothing but the proposed values', () => {
    expect(resolve({ values: [68.58] })).toEqual({
      kind: 'accept',
      absence: null,
      values: [68.58],
      restoresId: null,
    });
    expect(resolve({ values: [70] })).toEqual({ fault: 'differs-from-proposal' });
    expect(resolve({ values: [] })).toEqual({ fault: 'differs-from-proposal' });
  });

  it('does not accept what could not be normalised', () => {
    expect(resolve({ values: [] }, unread)).toEqual({ fault: 'not-normalised' });
  });

  it('takes no acceptance of an empty proposal for an absence', () => {
    expect(resolve({ values: [] }, nothing)).toEqual({ fault: 'no-value' });
  });

  it('names a typed value by what was proposed', () => {
    expect(resolve({ kind: 'correct', values: [70] })).toMatchObject({ kind: 'correct' });
    expect(resolve({ kind: 'added', values: [70] })).toMatchObject({ kind: 'correct' });
    expect(resolve({ kind: 'correct', values: [70] }, nothing)).toMatchObject({ kind: 'added' });
    expect(resolve({ kind: 'correct', values: [68.58] })).toMatchObject({ kind: 'accept' });
    expect(resolve({ kind: 'correct', values: [70] }, unread)).toMatchObject({ kind: 'correct' });
  });

  it('stores a text in one spelling whichever way it was typed, and tells nothing apart by what is unseen', () => {
    const text = { ...attribute, type: 'text' as const, isMultiple: true };
    const typed = ['  천연\u200B  가죽 ', '천연 가죽'.normalize('NFD'), 'ＡＢＳ', '\uFEFF'];
    const resolved = resolveDecision(
      wish({ kind: 'correct', values: typed.slice(0, 3) }),
      text,
      nothing,
      [],
    );
    expect(resolved).toMatchObject({ kind: 'added', values: ['천연 가죽', 'ABS'] });
    const unseen = resolveDecision(
      wish({ kind: 'correct', values: typed.slice(3) }),
      text,
      nothing,
      [],
    );
    expect(unseen).toEqual({ fault: 'wrong-type' });
  });

  it('refuses a correction without a value or with one that the schema does not allow', () => {
    expect(resolve({ kind: 'correct', values: [] })).toEqual({ fault: 'no-value' });
    expect(resolve({ kind: 'correct', values: ['70'] })).toEqual({ fault: 'wrong-type' });
    expect(resolve({ kind: 'correct', values: [70, 71] })).toEqual({ fault: 'several-values' });
  });

  it('holds no value for a rejection or an absence', () => {
    expect(resolve({ kind: 'reject', values: [1] })).toMatchObject({ kind: 'reject', values: [] });
    expect(resolve({ kind: 'absent', absence: 'conflict' })).toEqual({
      kind: 'absent',
      absence: 'conflict',
      values: [],
      restoresId: null,
    });
  });

  it('takes the values of an undo from the decision that it restores', () => {
    const past = [
      { id: 'first', kind: 'correct', absence: null, values: [70] },
      { id: 'taken-back', kind: 'undo', absence: null, values: [] },
    ] as const;
    const undo = (restoresId: string | null) =>
      resolveDecision(wish({ kind: 'undo', restoresId }), attribute, proposal, past);
    expect(undo('first')).toMatchObject({ kind: 'undo', values: [70], restoresId: 'first' });
    expect(undo(null)).toMatchObject({ kind: 'undo', values: [], restoresId: null });
    expect(undo('taken-back')).toEqual({ fault: 'unknown-restore' });
    expect(undo('never')).toEqual({ fault: 'unknown-restore' });
  });
});
