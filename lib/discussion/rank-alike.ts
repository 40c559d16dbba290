import type { AlikeReason } from './correction-contract';

/** What a waiting proposal has in common with a corrected one. */
export interface Likeness {
  /** Trigram similarity of the spellings, 0 to 1. */
  readonly spelling: number;
  readonly hasSameValue: boolean;
  /** The same words stand before the value. */
  readonly hasSameLabel: boolean;
  readonly hasSameSeller: boolean;
  readonly hasSameModel: boolean;
  readonly confidence: number;
}

const weights: Readonly<Record<AlikeReason, number>> = {
  value: 0.35,
  spelling: 0.3,
  label: 0.15,
  seller: 0.1,
  confidence: 0.2,
  model: 0.05,
};

/** Spellings less alike than this are no reason by themselves. */
const noticeableSpelling = 0.45;
/** A model that is as sure as this gives no reason to look. */
const doubtfulConfidence = 0.9;

function scores(likeness: Likeness): Record<AlikeReason, number> {
  return {
    value: likeness.hasSameValue ? 1 : 0,
    spelling: likeness.spelling,
    label: likeness.hasSameLabel ? 1 : 0,
    seller: likeness.hasSameSeller ? 1 : 0,
    confidence: 1 - likeness.confidence,
    model: likeness.hasSameModel ? 1 : 0,
  };
}

const order: readonly AlikeReason[] = [
  'value',
  'spelling',
  'label',
  'seller',
  'confidence',
  'model',
];

/** The proposals that most likely hold the same mistake, the likeliest first, and why. */
export function rankAlike<T extends { readonly likeness: Likeness; readonly proposalId: number }>(
  candidates: readonly T[],
  limit: number,
): (T & { readonly reasons: AlikeReason[] })[] {
  return candidates
    .map((candidate) => {
      const score = scores(candidate.likeness);
      const total = order.reduce((sum, reason) => sum + weights[reason] * score[reason], 0);
      return {
        candidate,
        total,
        reasons: order.filter((reason) => isReason(reason, candidate.likeness)),
      };
    })
    .sort((a, b) => b.total - a.total || a.candidate.proposalId - b.candidate.proposalId)
    .slice(0, limit)
    .map(({ candidate, reasons }) => ({ ...candidate, reasons }));
}

function isReason(reason: AlikeReason, likeness: Likeness): boolean {
  switch (reason) {
    case 'value':
      return likeness.hasSameValue;
    case 'spelling':
      return likeness.spelling >= noticeableSpelling;
    case 'label':
      return likeness.hasSameLabel;
    case 'seller':
      return likeness.hasSameSeller;
    case 'confidence':
      return likeness.confidence < doubtfulConfidence;
    case 'model':
      return false;
  }
}
