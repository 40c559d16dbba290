import { describe, expect, it } from 'vitest';
import { rankAlike, type Likeness } from './rank-alike';

const plain: Likeness = {
  spelling: 0.3,
  hasSameValue: false,
  hasSameLabel: false,
  hasSameSeller: false,
  hasSameModel: true,
  confidence: 0.95,
};
const at = (proposalId: number, change: Partial<Likeness> = {}) => ({
  proposalId,
  likeness: { ...plain, ...change },
});
const idsOf = (list: readonly { readonly proposalId: number }[]) =>
  list.map(({ proposalId }) => proposalId);

describe('rankAlike', () => {
  it('puts the same value before a like spelling, and that before the mere seller', () => {
    const ranked = rankAlike(
      [at(1, { hasSameSeller: true }), at(2, { spelling: 0.9 }), at(3, { hasSameValue: true })],
      10,
    );
    expect(idsOf(ranked)).toEqual([3, 2, 1]);
    expect(ranked.map(({ reasons }) => reasons)).toEqual([['value'], ['spelling'], ['seller']]);
  });

  it('puts the less certain of two like proposals first, and keeps their order when they tie', () => {
    const ranked = rankAlike([at(9), at(4), at(7, { confidence: 0.4 })], 10);
    expect(idsOf(ranked)).toEqual([7, 4, 9]);
    expect(ranked[0]?.reasons).toEqual(['confidence']);
  });

  it('stops at the limit', () => {
    expect(rankAlike([at(1), at(2), at(3)], 2)).toHaveLength(2);
  });
});
