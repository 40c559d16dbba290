'use client';

import type { ReviewProduct } from '@/lib/curation/contract';
import type { Sheet } from '@/lib/desk/desk-state';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Part, SourceCard } from './evidence-part';
import { EvidenceText, SpecText, type EvidenceSource } from './evidence-text';
import { spansOf, type SourcedSpan } from './evidence-spans';
import { ImageStrip } from './image-strip';
import { useRelativeTime } from './use-relative-time';
import { priceText } from './value-text';
import { WitnessTable } from './witness-table';

/** Everything that the values were read from, in one scroll. */
export function EvidencePane(props: {
  readonly sheet: Sheet;
  onPick(rowId: number): void;
  onZoom(place: number): void;
}) {
  const { sheet, onPick } = props;
  const { product, focusedId } = sheet;
  const t = useTranslations('review.evidence');
  const root = useRef<HTMLElement>(null);
  useFocusedSpanInView(root, product.productId, focusedId);
  const spans = spansOf(sheet);
  const source = ({ field, reviewId }: EvidenceSource) => ({
    field,
    ...(reviewId === undefined ? {} : { reviewId }),
    spans: spans.filter((span) => span.field === field && span.reviewId === reviewId),
    onPick,
  });
  const specCount = spans.filter(({ field }) => field === 'spec').length;

  return (
    <section
      ref={root}
      aria-label={t('label')}
      tabIndex={0}
      className="min-h-0 overflow-auto bg-bg px-[22px] pt-[18px] pb-16 -outline-offset-2"
    >
      <h1 className="mt-0.5 mb-1.5 text-title font-[650] tracking-[-0.015em]">
        <EvidenceText text={product.title} {...source({ field: 'title' })} />
      </h1>
      <Meta product={product} />
      <ImageStrip urls={product.imageUrls} onZoom={props.onZoom} />
      <Part title={t('spec')} note={specCount > 0 ? t('count', { count: specCount }) : null}>
        <SourceCard>
          {product.spec === '' ? (
            <span className="text-faint">{t('empty')}</span>
          ) : (
            <SpecText text={product.spec} {...source({ field: 'spec' })} />
          )}
        </SourceCard>
      </Part>
      <WitnessTable sheet={sheet} />
      {product.description === '' ? null : (
        <Part title={t('description')} note={null}>
          <SourceCard>
            <EvidenceText
              className="leading-relaxed whitespace-pre-line"
              text={product.description}
              {...source({ field: 'description' })}
            />
          </SourceCard>
        </Part>
      )}
      <CustomerReviews product={product} spans={spans} onPick={onPick} />
    </section>
  );
}

/** Brings the focused row's evidence into view when the focus moves, without any motion. */
function useFocusedSpanInView(
  root: React.RefObject<HTMLElement | null>,
  productId: number,
  focusedId: number | null,
) {
  const shownProduct = useRef(productId);
  useEffect(() => {
    const pane = root.current;
    if (!pane) return;
    if (shownProduct.current !== productId) {
      shownProduct.current = productId;
      pane.scrollTo(0, 0);
    }
    const mark = pane.querySelector('mark[data-focused]');
    if (!mark) return;
    const box = mark.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const isInView = box.top >= frame.top && box.bottom <= frame.bottom - 56;
    if (!isInView) mark.scrollIntoView({ block: 'center' });
  }, [root, productId, focusedId]);
}

function Meta({ product }: { readonly product: ReviewProduct }) {
  const t = useTranslations('review.evidence');
  const locale = useLocale();
  const relativeTime = useRelativeTime();
  const facts: readonly (readonly [string, string])[] = [
    [t('code'), product.externalId],
    ...(product.price === null
      ? []
      : [[t('price'), priceText(product.price, product.currency, locale)] as const]),
    ...(product.brand === null ? [] : [[t('brand'), product.brand] as const]),
  ];
  return (
    <div className="flex flex-wrap gap-x-3.5 text-muted">
      <dl className="contents">
        {facts.map(([name, value]) => (
          <div key={name} className="flex gap-1">
            <dt>{name}</dt>
            <dd className="font-semibold text-text">{value}</dd>
          </div>
        ))}
      </dl>
      {product.siblings.length > 0 ? (
        <div>{t('sellers', { count: product.siblings.length + 1 })}</div>
      ) : null}
      <div>{t('updated', { time: relativeTime(product.updatedAt) })}</div>
    </div>
  );
}

/** Cited customer reviews first, then a few others; the order does not change with the focus. */
const shownReviews = 6;

function CustomerReviews(props: {
  readonly product: ReviewProduct;
  readonly spans: readonly SourcedSpan[];
  onPick(rowId: number): void;
}) {
  const t = useTranslations('review.evidence');
  const relativeTime = useRelativeTime();
  const { customerReviews: all } = props.product;
  if (all.length === 0) return null;
  const cited = new Set(props.spans.map(({ reviewId }) => reviewId));
  const sorted = [
    ...all.filter(({ id }) => cited.has(id)),
    ...all.filter(({ id }) => !cited.has(id)),
  ];
  const shown = sorted.slice(0, Math.max(shownReviews, cited.size));
  return (
    <Part title={t('reviews')} note={t('reviews-count', { count: all.length })}>
      <SourceCard>
        <ul className="flex flex-col gap-2.5">
          {shown.map(({ id, text, rating, writtenAt }) => (
            <li key={id} className="leading-relaxed">
              “
              <EvidenceText
                text={text}
                field="review"
                reviewId={id}
                spans={props.spans.filter((span) => span.reviewId === id)}
                onPick={props.onPick}
              />
              ”{' '}
              <span className="text-label text-faint">
                {rating === null ? null : (
                  <span role="img" aria-label={t('rating', { rating })}>
                    ★ {rating}
                  </span>
                )}
                {rating !== null && writtenAt !== null ? ' · ' : null}
                {writtenAt === null ? null : relativeTime(writtenAt)}
              </span>
            </li>
          ))}
        </ul>
      </SourceCard>
    </Part>
  );
}
