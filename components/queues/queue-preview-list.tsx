'use client';

import type { QueueFilter, QueueOrder } from '@/lib/curation/contract';
import { queuePreviewQuery } from '@/lib/queues/queries';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useDeferredValue } from 'react';
import { useCount } from './use-count';

/** How many products the filter holds now, and the first of them in its order. */
export function QueuePreviewList(props: {
  readonly filter: QueueFilter;
  readonly order: QueueOrder;
}) {
  const t = useTranslations('queues.preview');
  const isKorean = useLocale() === 'ko';
  const count = useCount();
  const input = useDeferredValue(JSON.stringify(props));
  const { data, error } = useQuery(queuePreviewQuery(JSON.parse(input) as typeof props));
  return (
    <section aria-label={t('title')} className="col-span-full border-t border-line pt-3">
      <p role="status" className="text-label text-muted">
        {error ? (
          <span className="text-bad">{error.message}</span>
        ) : data ? (
          t('count', { count: count(data.ready) })
        ) : (
          t('counting')
        )}
      </p>
      <ol className="mt-1 min-h-[110px]">
        {data?.products.map((product) => (
          <li key={product.productId} className="flex gap-2 leading-[22px]">
            <span className="min-w-0 flex-1 truncate">{product.title}</span>
            <span className="shrink-0 text-label text-faint">
              {isKorean ? product.categoryNameKo : product.categoryNameEn} · {product.seller} ·{' '}
              {t('needs', { needs: product.needs, rows: product.rows })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
