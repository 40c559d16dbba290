'use client';

import { areSameValues } from '@/lib/values/same-value';
import { formatValue } from '@/lib/values/display';
import type { RuleFlag } from '@/lib/values/contract';
import type { NeedReason, ReviewRow } from '@/lib/curation/contract';
import { confidenceBand } from '@/lib/proposals/bands';
import { proposedValues } from '@/lib/curation/values';
import { useLocale, useTranslations } from 'next-intl';
import { valuesText } from './value-text';

/** Reasons from the gravest to the mildest; the line has room for two. */
const gravity: readonly NeedReason[] = [
  'overwrites-human',
  'witness-conflict',
  'rule',
  'hidden',
  'required-missing',
  'standing-value',
  'low-confidence',
];
const shownReasons = 2;

/**
 * A missing value is a reason of its own while it is missing; a rule across attributes is told as the
 * values stand now.
 */
const isToldElsewhere = (flag: RuleFlag): boolean =>
  flag === 'required-missing' || flag === 'rule-broken';

/** Why the row needs a person, on one line. */
export function RowReason({ row }: { readonly row: ReviewRow }) {
  const words = useReasonWords(row);
  const isToldBelow = row.proposal.flags.every(isToldElsewhere);
  const sorted = gravity.filter(
    (reason) => row.reasons.includes(reason) && !(reason === 'rule' && isToldBelow),
  );
  const tone = sorted[0] === 'overwrites-human' ? 'text-bad' : 'text-warn';
  const text = sorted.slice(0, shownReasons).map(words).join(' · ');
  return (
    <div className={`min-w-0 truncate text-label ${tone}`} title={sorted.map(words).join(' · ')}>
      {text}
    </div>
  );
}

function useReasonWords(row: ReviewRow): (reason: NeedReason) => string {
  const t = useTranslations('review.reason');
  const flagWords = useFlagWords(row);
  const locale = useLocale();
  const flags = row.proposal.flags.filter((flag) => !isToldElsewhere(flag));
  return (reason) => {
    switch (reason) {
      case 'rule':
        return flags.map(flagWords).join(', ') || t('rule');
      case 'witness-conflict': {
        const own = proposedValues(row.proposal);
        const rival = row.witnesses.find(
          ({ values }) => !areSameValues(values, own, row.attribute.tolerance),
        );
        const sellers = new Set(row.witnesses.flatMap((witness) => witness.sellers));
        return t('witness-conflict', {
          total: sellers.size + 1,
          count: rival?.sellers.length ?? 0,
          value: rival ? valuesText(rival.values, row.attribute, locale) : '',
        });
      }
      case 'low-confidence':
        return t(confidenceBand(row.proposal.confidence) === 'low' ? reason : 'medium-confidence');
      case 'hidden':
      case 'overwrites-human':
      case 'required-missing':
      case 'standing-value':
        return t(reason);
    }
  };
}

/** What a rule flag says of this attribute, its limit included. */
export function useFlagWords({
  attribute,
}: Pick<ReviewRow, 'attribute'>): (flag: RuleFlag) => string {
  const t = useTranslations('review.flag');
  const locale = useLocale();
  const limit = (value: number | null) =>
    value === null ? '' : formatValue(value, attribute, locale);
  return (flag) => {
    switch (flag) {
      case 'below-minimum':
        return t(flag, { limit: limit(attribute.minimum) });
      case 'above-maximum':
        return t(flag, { limit: limit(attribute.maximum) });
      default:
        return t(flag);
    }
  };
}
