'use client';

import { loadPatiently } from '@/lib/browser/load-patiently';
import dynamic from 'next/dynamic';
import type { ReviewDeskProps } from './review-desk';
import { DeskSkeleton } from './desk-skeleton';

/** The desk lives in the browser alone: it claims products, and a server render must not. */
const ReviewDesk = dynamic(() => loadPatiently(() => import('./review-desk')), {
  ssr: false,
  loading: () => (
    <div className="grid h-dvh grid-rows-[48px_minmax(0,1fr)_40px] bg-bg">
      <div className="border-b border-line bg-pane" />
      <DeskSkeleton />
      <div className="border-t border-line bg-pane" />
    </div>
  ),
});

export function DeskLoader(props: ReviewDeskProps) {
  const { scope } = props;
  const key = scope.kind === 'queue' ? (scope.queueId ?? 'all') : `product ${scope.productId}`;
  return <ReviewDesk key={key} {...props} />;
}
