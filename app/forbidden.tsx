import { MessagePage } from '@/components/shell/message-page';
import { getTranslations } from 'next-intl/server';

export default async function Forbidden() {
  const t = await getTranslations('common.error-page');
  return <MessagePage title={t('forbidden-title')} body={t('forbidden-body')} />;
}
