import type { Messages } from '@/lib/i18n/messages';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';

/** Gives the components below the messages of these namespaces; the page carries no others. */
export async function ClientMessages(props: {
  readonly namespaces: readonly (keyof Messages)[];
  readonly children: ReactNode;
}) {
  const messages = await getMessages();
  const picked = Object.fromEntries(props.namespaces.map((name) => [name, messages[name]]));
  return <NextIntlClientProvider messages={picked}>{props.children}</NextIntlClientProvider>;
}
