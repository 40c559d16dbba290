import { AuthFrame } from '@/components/people/auth-frame';
import { SignInForm } from '@/components/people/sign-in-form';
import { isFirstRun } from '@/lib/people/server';
import { toOwnPath } from '@/lib/platform/own-path';
import { findActor } from '@/lib/platform/session';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('sign-in') };
}

export default async function SignInPage(props: PageProps<'/sign-in'>) {
  if (await isFirstRun()) redirect('/welcome');
  const target = toOwnPath((await props.searchParams).next);
  if (await findActor(await headers())) redirect(target);
  const t = await getTranslations('auth');
  return (
    <AuthFrame title={t('sign-in')} lead={t('lead')}>
      <SignInForm next={target} />
    </AuthFrame>
  );
}
