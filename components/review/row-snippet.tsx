'use client';

import { citedEvidence } from './evidence-spans';
import type { ReviewProduct, ReviewRow } from '@/lib/curation/contract';
import type { RowDecision } from '@/lib/desk/desk-state';
import { makeSnippet } from '@/lib/values/snippet';
import type { Evidence } from '@/lib/values/contract';
import { useTranslations } from 'next-intl';

const roomChars = 44;

interface SnippetProps {
  readonly row: ReviewRow;
  readonly decision: RowDecision | null;
  readonly product: ReviewProduct;
}

/** Whether there is a line to show. */
export const hasSnippet = ({ row, decision, product }: SnippetProps): boolean =>
  valueCount(row, decision) > 0 || citedEvidence(row, decision, product).length > 0;

const valueCount = (row: ReviewRow, decision: RowDecision | null): number =>
  decision === null ? row.proposal.values.length : decision.values.length;

/** The line of source text under the value, so that accepting needs no scrolling. */
export function RowSnippet(props: SnippetProps & { readonly isFocused: boolean }) {
  const { row, decision, product } = props;
  const t = useTranslations('review.rows');
  const cited = citedEvidence(row, decision, product);
  const [first] = cited;
  if (!first && valueCount(row, decision) === 0) return null;
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
