'use client';

import { DeskSkeleton } from '@/components/review/desk-skeleton';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/page';
import { roundQuery } from '@/lib/overlap/queries';
import { useQuery } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { RoundDesk } from './round-desk';

/** One round, once it is there. */
export function RoundLoader({ id, isLead }: { readonly id: string; readonly isLead: boolean }) {
  const t = useTranslations('adjudication');
  const { data: detail, error } = useQuery(roundQuery(id));
  if (detail)
    return <RoundDesk detail={detail} mayDecide={isLead && detail.round.state === 'disputed'} />;
  if (!error) {
    return (
      <div className="h-dvh pt-12">
        <DeskSkeleton />
      </div>
    );
  }
  return (
    <main className="mx-auto max-w-2xl px-6 pt-[14vh]">
      <EmptyState
        icon={Scale}
        title={t('not-there')}
        action={
          <Button asChild tone="primary">
            <Link href="/adjudication">{t('back')}</Link>
          </Button>
        }
      >
        {error.message}
      </EmptyState>
    </main>
  );
}
