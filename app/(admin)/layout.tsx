import { Sidebar } from '@/components/shell/sidebar';
import { SystemNotice } from '@/components/shell/system-notice';
import { Toasts } from '@/components/shell/toasts';
import { readHealth } from '@/lib/jobs/health';
import { requirePage } from '@/lib/platform/page';
import { NextIntlClientProvider } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

export default async function AdminLayout({ children }: { readonly children: ReactNode }) {
  const actor = await requirePage('viewer');
  const health = actor.role === 'admin' ? await readHealth(new Date()) : null;
  const t = await getTranslations('common');
  return (
    <NextIntlClientProvider>
      <div className="flex min-h-screen max-md:flex-col">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-pane focus:p-2"
        >
          {t('skip-to-content')}
        </a>
        <Sidebar actor={actor} />
        <main
          id="content"
          tabIndex={-1}
          className="min-w-0 flex-1 px-8 py-6 outline-none max-md:px-4"
        >
          <div className="mx-auto max-w-[1280px]">
            {health ? <SystemNotice health={health} /> : null}
            {children}
          </div>
        </main>
        <Toasts />
      </div>
    </NextIntlClientProvider>
  );
}
