import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import './globals.css';
import { ClientMessages } from '@/components/shell/client-messages';
import { Providers } from '@/components/shell/providers';
import { readTheme, themeCookie } from '@/components/shell/theme';
import type { Metadata } from 'next';
import { getLocale } from 'next-intl/server';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';

export const metadata: Metadata = {
  title: { default: 'Avenue', template: '%s · Avenue' },
  robots: { index: false, follow: false },
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = readTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html lang={await getLocale()} data-theme={theme}>
      <body>
        <ClientMessages namespaces={['common', 'auth']}>
          <Providers>{children}</Providers>
        </ClientMessages>
      </body>
    </html>
  );
}
