'use client';

import { MessagePage } from '@/components/shell/message-page';
import { Button } from '@/components/ui/button';
import { useTranslations } from 'next-intl';

export default function ErrorPage(props: {
  readonly error: Error & { digest?: string };
  reset(): void;
}) {
  const t = useTranslations('common');
  const number = props.error.digest ? ` ${t('error-page.number')}: ${props.error.digest}` : '';
  return (
    <MessagePage title={t('error-page.title')} body={t('error-page.body') + number}>
      <Button tone="primary" onClick={props.reset}>
        {t('retry')}
      </Button>
    </MessagePage>
  );
}
