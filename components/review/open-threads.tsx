'use client';

import type { CommentThread } from '@/lib/discussion/contract';
import { commentsQuery } from '@/lib/discussion/queries';
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
  const open = data?.filter(isOpen).length ?? 0;
  const words = t('open', { count: open });
  return (
    <button
      type="button"
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
      <span className="sr-only">{words}</span>
      {open > 0 ? (
        <span aria-hidden className="text-label font-bold text-warn">
          {open}
        </span>
      ) : null}
    </button>
  );
}

/** Beside an attribute's name: the open questions about it. */
export function RowThreads(props: { readonly productId: number; readonly attributeKey: string }) {
  const t = useTranslations('review.comments');
  const { data } = useQuery(commentsQuery(props.productId));
  const open = data?.filter(
    (thread) => isOpen(thread) && thread.attribute?.key === props.attributeKey,
  );
  if (open === undefined || open.length === 0) return null;
  const words = t('open', { count: open.length });
  return (
    <span role="img" aria-label={words} title={words} className="text-warn">
      <MessageSquare aria-hidden className="size-3.5" strokeWidth={2} />
    </span>
  );
}

function isOpen({ resolvedAt }: CommentThread): boolean {
  return resolvedAt === null;
}
