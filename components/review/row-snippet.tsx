'use client';

import { citedEvidence } from './evidence-spans';
import type { ReviewProduct, ReviewRow } from '@/lib/curation/contract';
import { makeSnippet } from '@/lib/values/snippet';
import type { Evidence } from '@/lib/values/contract';
import { useTranslations } from 'next-intl';

const roomChars = 44;

/** Whether there is a line to show. */
export const hasSnippet = (row: ReviewRow): boolean =>
  row.proposal.values.length > 0 || citedEvidence(row).length > 0;

/** The line of source text under the value, so that accepting needs no scrolling. */
export function RowSnippet(props: {
  readonly row: ReviewRow;
  readonly product: ReviewProduct;
  readonly isFocused: boolean;
}) {
  const { row, product } = props;
  const t = useTranslations('review.rows');
  const cited = citedEvidence(row);
  const [first] = cited;
  if (!hasSnippet(row)) return null;
  if (!first) return <div className="truncate text-label text-faint">{t('no-evidence')}</div>;
  const inSameText = cited.filter(
    ({ field, reviewId }) => field === first.field && reviewId === first.reviewId,
  );
  const pieces = makeSnippet(textOf(product, first), inSameText, roomChars);
  const mark = props.isFocused ? 'bg-mark font-semibold text-text' : 'bg-mark-faint text-inherit';
  return (
    <div
      lang="ko"
      className="mt-px min-w-0 truncate font-mono text-[12px] leading-[19px] text-muted"
    >
      {pieces.map(({ text, isMark }, place) =>
        isMark ? (
          <mark key={place} className={`rounded-[3px] px-0.5 ${mark}`}>
            {text}
          </mark>
        ) : (
          <span key={place}>{text}</span>
        ),
      )}
    </div>
  );
}

function textOf(product: ReviewProduct, { field, reviewId }: Evidence): string {
  switch (field) {
    case 'title':
    case 'spec':
    case 'description':
      return product[field];
    case 'review':
      return product.customerReviews.find(({ id }) => id === reviewId)?.text ?? '';
  }
}
