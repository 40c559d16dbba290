import { AuthFrame } from '@/components/people/auth-frame';
import { CloseWindow } from '@/components/people/close-window';
import { requirePage } from '@/lib/platform/page';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('signed-in') };
}

/** Where a sign-in beside a page that was interrupted ends: that page goes on by itself. */
export default async function SignedInPage() {
  await requirePage('viewer');
  const t = await getTranslations('auth');
  return (
    <AuthFrame title={t('signed-in')} lead={t('signed-in-lead')}>
      <CloseWindow />
    </AuthFrame>
  );
}
