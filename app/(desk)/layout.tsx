import { ClientMessages } from '@/components/shell/client-messages';
import { requirePage } from '@/lib/platform/page';
import type { ReactNode } from 'react';

/** Screens on which an MD works all day: no menu, the whole window. */
export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  await requirePage('md');
  return (
    <ClientMessages namespaces={['common', 'review', 'inbox', 'catalogue', 'sweeps']}>
      {children}
    </ClientMessages>
  );
}
