import { Button } from '@/components/ui/button';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Logo } from './logo';

/** A page that only says what is wrong and where to go. */
export function MessagePage(props: {
  readonly title: string;
  readonly body: string;
  readonly children?: ReactNode;
}) {
  const t = useTranslations('common.error-page');
  return (
    <main className="grid min-h-screen place-items-center p-4">
      <div className="w-[440px] max-w-full">
        <Logo />
        <h1 className="mt-6 text-title font-[650]">{props.title}</h1>
        <p className="mt-2 mb-5 text-muted">{props.body}</p>
        <div className="flex gap-2">
          {props.children}
          <Button asChild>
            <Link href="/">{t('home')}</Link>
          </Button>
        </div>
      </div>
    </main>
  );
}
