import { describe, expect, it } from 'vitest';
import { agreementOf, compareAnswers } from './overlap';
import { isSampled } from '../statistics/sample';

const proposal = {
  values: [{ surface: '27인치', value: 68.58, evidence: null, confidence: 0.9 }],
};
const left = { kind: null, absence: null, values: [] } as const;
const accept = { kind: 'accept', absence: null, values: [68.58] } as const;
const correct = (value: number) => ({ kind: 'correct', absence: null, values: [value] }) as const;

describe('isSampled', () => {
  const queueId = '00000000-0000-4000-8000-000000000001';
  const share = (wanted: number) =>
    Array.from({ length: 10_000 }, (_, id) => id).filter((id) => isSampled(queueId, id, wanted))
      .length / 10_000;

  it('takes about the share that is wanted, and everything at one', () => {
    expect(share(1)).toBe(1);
    expect(share(0.2)).toBeGreaterThan(0.18);
    expect(share(0.2)).toBeLessThan(0.22);
  });

  it('takes the products that it always took', () => {
    const ids = Array.from({ length: 50 }, (_, id) => id);
    expect(ids.filter((id) => isSampled('queue-1', id, 0.2))).toEqual([
      3, 9, 17, 27, 30, 36, 38, 39, 45, 46,
    ]);
  });

  it('takes other products in another queue', () => {
    const other = '00000000-0000-4000-8000-000000000002';
    const ids = Array.from({ length: 200 }, (_, id) => id);
    expect(ids.filter((id) => isSampled(queueId, id, 0.5))).not.toEqual(
      ids.filter((id) => isSampled(other, id, 0.5)),
    );
  });
});

describe('compareAnswers', () => {
  it('takes a row that was left for the proposal itself', () => {
    expect(compareAnswers([accept, left], proposal).isDisputed).toBe(false);
    expect(compareAnswers([correct(60), left], proposal).isDisputed).toBe(true);
  });

  it('takes numbers for the same up to the tolerance of values', () => {
    const { isDisputed, answers } = compareAnswers(
      [correct(12.3456749), correct(12.3456751)],
      proposal,
    );
    expect(isDisputed).toBe(false);
    expect(answers[0]?.key).toBe(answers[1]?.key);
  });

  it('takes the order of several values for nothing', () => {
    const both = (values: string[]) => ({ kind: 'correct', absence: null, values }) as const;
    expect(compareAnswers([both(['a', 'b']), both(['b', 'a'])], proposal).isDisputed).toBe(false);
    expect(compareAnswers([both(['a', 'b']), both(['a'])], proposal).isDisputed).toBe(true);
  });

  it('keeps the reasons for an absence apart, and an accepted empty proposal with "not stated"', () => {
    const absent = (absence: 'not-stated' | 'conflict') =>
      ({ kind: 'absent', absence, values: [] }) as const;
    const nothing = { values: [] };
    const emptied = { kind: 'reject', absence: null, values: [] } as const;
    expect(compareAnswers([absent('not-stated'), absent('conflict')], nothing).isDisputed).toBe(
      true,
    );
    expect(compareAnswers([absent('not-stated'), left], nothing).isDisputed).toBe(false);
    expect(compareAnswers([absent('not-stated'), emptied], nothing).isDisputed).toBe(true);
  });

  it('never takes a value for a row that was left though it cannot be read', () => {
    const unread = { values: [{ surface: '?', value: null, evidence: null, confidence: 0.3 }] };
    expect(compareAnswers([correct(1), left], unread).isDisputed).toBe(true);
    expect(compareAnswers([left, left], unread).isDisputed).toBe(false);
  });
});

describe('agreementOf', () => {
  it('gives figures of all rows and of every two people', () => {
    const row = (attributeId: number, ...keys: readonly string[]) => ({
      attributeId,
      isDisputed: new Set(keys).size > 1,
      answers: keys.map((key, place) => ({ reviewerId: 'abc'[place]!, key })),
    });
    const report = agreementOf([row(1, 'x', 'x', 'x'), row(1, 'x', 'y', 'x'), row(2, 'x', 'x')]);
    expect(report).toMatchObject({ units: 3, disputed: 1 });
    expect(report.raw).toBeCloseTo((1 + 1 / 3 + 1) / 3);
    expect(
      report.pairs.map(({ reviewerIds, units, raw }) => [reviewerIds.join(''), units, raw]),
    ).toEqual([
      ['ab', 3, expect.closeTo(2 / 3)],
      ['ac', 2, 1],
      ['bc', 2, 0.5],
    ]);
  });
});
