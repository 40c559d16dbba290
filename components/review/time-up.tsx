'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { useTranslations } from 'next-intl';
import Link from 'next/link';

/** The time is over: what was done in it. Leaving gives the products back that are still held. */
export function TimeUp(props: {
  readonly minutes: number;
  readonly products: number;
  readonly found: number;
  onGoOn(): void;
}) {
  const t = useTranslations('review.time-box');
  const { minutes, products, found } = props;
  return (
    <Dialog
      open
      title={t('over', { minutes })}
      description={t('summary', { products, found })}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onGoOn();
      }}
    >
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={props.onGoOn}>{t('go-on')}</Button>
        <Button asChild tone="primary">
          <Link href="/queues" prefetch={false}>
            {t('finish')}
          </Link>
        </Button>
      </div>
    </Dialog>
  );
}
