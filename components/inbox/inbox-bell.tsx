'use client';

import { inboxCountQuery } from '@/lib/discussion/queries';
import { useQuery } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';

/** How much waits for the reader, and the way to it. */
export function InboxBell() {
  const t = useTranslations('inbox');
  const { data } = useQuery(inboxCountQuery());
  const count = (data?.unread ?? 0) + (data?.wishes ?? 0);
  return (
    <Link
      href="/inbox"
      prefetch={false}
      aria-label={t('bell', { count })}
      title={t('bell', { count })}
      className="relative inline-grid size-7 place-items-center rounded-md hover:bg-sunken hover:text-text"
    >
      <Bell aria-hidden className="size-4" strokeWidth={1.75} />
      {count > 0 ? (
        <span
          aria-hidden
          className="absolute -top-0.5 -right-1 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-bold text-on-accent"
        >
          {count > 99 ? '99+' : count}
        </span>
      ) : null}
    </Link>
  );
}
