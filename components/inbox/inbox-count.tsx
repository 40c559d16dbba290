'use client';

import { inboxCountQuery } from '@/lib/discussion/queries';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';

/** How much waits for the reader, beside the menu entry; nothing while nothing does. */
export function InboxCount() {
  const t = useTranslations('inbox');
  const { data } = useQuery(inboxCountQuery());
  const count = (data?.unread ?? 0) + (data?.wishes ?? 0);
  if (count === 0) return null;
  return (
    <span className="ml-auto min-w-5 rounded-full bg-accent px-1.5 text-center text-[11px] leading-[18px] font-bold text-on-accent">
      <span aria-hidden>{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t('bell', { count })}</span>
    </span>
  );
}
