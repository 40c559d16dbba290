import { MessagePage } from '@/components/shell/message-page';
import { getTranslations } from 'next-intl/server';

export default async function NotFound() {
  const t = await getTranslations('common.error-page');
  return <MessagePage title={t('not-found-title')} body={t('not-found-body')} />;
}
