import { AuthFrame } from '@/components/people/auth-frame';
import { FirstAdminForm } from '@/components/people/first-admin-form';
import { isFirstRun } from '@/lib/people/server';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('welcome-title') };
}

export const dynamic = 'force-dynamic';

export default async function WelcomePage() {
  if (!(await isFirstRun())) redirect('/sign-in');
  const t = await getTranslations('auth');
  return (
    <AuthFrame title={t('welcome-title')} lead={t('welcome-lead')}>
      <FirstAdminForm />
    </AuthFrame>
  );
}
