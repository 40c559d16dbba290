'use client';

import { Dialog } from '@/components/ui/dialog';
import { Loaded } from '@/components/ui/loaded';
import { runQuery } from '@/lib/proposals/queries';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';

const shown = 100;

/** The products of a run that no proposals could be made for, and why. */
export function RunFailures(props: {
  readonly runId: string;
  readonly isOpen: boolean;
  onClose(): void;
}) {
  const t = useTranslations('proposals');
  const query = useQuery({ ...runQuery(props.runId), enabled: props.isOpen });
  return (
    <Dialog
      placement="side"
      open={props.isOpen}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      title={t('failures-title')}
      description={query.data && query.data.failed > shown ? t('failures-more') : undefined}
    >
      <Loaded query={query} skeleton="h-40" />
      <ul className="flex flex-col divide-y divide-line">
        {query.data?.failures.map((failure) => (
          <li key={failure.productId} className="py-2">
            <p className="font-medium">{failure.title ?? t('gone')}</p>
            <p className="text-label text-faint">
              {t('product')} {failure.productId}
            </p>
            <p className="mt-1 text-bad">{failure.error}</p>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
