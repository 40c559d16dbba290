import { describe, expect, it } from 'vitest';
import type { ExtractionLine, RunLine } from '../../extraction/extraction-file';
import { bootstrapDifference, judge, scoreRun } from './score';
import { Random } from '../../statistics/seeded-random';

const line = (id: string, attributes: ExtractionLine['attributes']): ExtractionLine => {
  return { id, category: '조명', title: '', text: '', description: '', attributes };
};

describe('judge', () => {
  it.each([
    [null, null, 'any', 'nn'],
    [[], undefined, 'any', 'nn'],
    [null, '검정', 'any', 'nv'],
    [['검정'], null, 'any', 'vn'],
    [['검정'], '', 'any', 'vn'],
    [['검정', '블랙'], '블랙', 'any', 'vc'],
    [['검정', '블랙'], '블랙', 'all', 'vw'],
    [['검정', '블랙'], ['블랙', '검정'], 'all', 'vc'],
    [['검정', '블랙'], ['블랙', '검정'], 'any', 'vw'],
    [['검정'], '검정색', 'any', 'vw'],
    [['검정'], ['검정', '하양'], 'all', 'vw'],
  ] as const)('%j against %j with "%s" counts as %s', (gold, given, meaning, outcome) => {
    expect(judge(gold, given, meaning)).toBe(outcome);
  });
});

describe('scoreRun', () => {
  const gold = [
    line('1', { 색상: ['검정'], 전력: ['40W'] }),
    line('2', { 색상: null, 전력: ['15W'] }),
    line('3', { 색상: ['하양'] }),
  ];

  it('weighs wrong values in both precision and recall, and counts missing products as empty', () => {
    const run = new Map<string, RunLine>([
      ['1', { id: '1', attributes: { 색상: '검정', 전력: '4W', 무게: '1kg' } }],
      ['2', { id: '2', attributes: { 색상: '검정', 전력: '15W' } }],
    ]);
    const { micro, perAttribute } = scoreRun(gold, run);
    expect(micro.counts).toEqual({ nn: 0, nv: 1, vn: 1, vc: 2, vw: 1 });
    expect(micro.precision).toBeCloseTo(50);
    expect(micro.recall).toBeCloseTo(50);
    expect(perAttribute.get('색상')?.counts).toEqual({ nn: 0, nv: 1, vn: 1, vc: 1, vw: 0 });
  });

  it('gives zero, not a division by zero, when nothing is answered', () => {
    expect(scoreRun(gold, new Map()).micro).toMatchObject({ precision: 0, recall: 0, f1: 0 });
  });

  it('takes seldom lists as alternatives and frequent ones as sets', () => {
    const several = [line('1', { 단자: ['HDMI', 'DP'] }), line('2', { 단자: ['HDMI'] })];
    expect(scoreRun(several, new Map()).lists).toBe('all');
    expect(scoreRun(gold, new Map()).lists).toBe('any');
  });
});

describe('bootstrapDifference', () => {
  it('lies above zero for a run that is better on every line', () => {
    const better = Array.from({ length: 40 }, (_, i) => ({
      nn: 0,
      nv: 0,
      vn: 0,
      vc: 2,
      vw: i % 2,
    }));
    const worse = better.map((tally) => ({ ...tally, vc: 1, vn: 1 }));
    const random = new Random(1);
    const { low, median, high } = bootstrapDifference(better, worse, () => random.next(), 200);
    expect(low).toBeGreaterThan(0);
    expect(median).toBeGreaterThanOrEqual(low);
    expect(high).toBeGreaterThanOrEqual(median);
  });
});
