'use client';

import { commentsQuery } from '@/lib/curation/panels/queries';
import { useQuery } from '@tanstack/react-query';
import { MessageSquare } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** How many questions about the product are open, and the way to them. */
export function OpenThreads(props: {
  readonly productId: number;
  readonly commentKey: string;
  onOpen(): void;
}) {
  const t = useTranslations('review.comments');
  const { data } = useQuery(commentsQuery(props.productId));
  const open = data?.filter(({ resolvedAt }) => resolvedAt === null).length ?? 0;
  const words = t('open', { count: open });
  return (
    <button
      type="button"
      aria-label={words}
      title={`${words} (${props.commentKey})`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onOpen}
      className="inline-flex h-7 min-w-7 items-center justify-center gap-1 rounded-md px-1 hover:bg-sunken hover:text-text"
    >
      <MessageSquare
        aria-hidden
        className={open > 0 ? 'size-4 text-warn' : 'size-4'}
        strokeWidth={1.75}
      />
      {open > 0 ? <span className="text-label font-bold text-warn">{open}</span> : null}
    </button>
  );
}
