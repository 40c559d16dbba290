import { RoundLoader } from '@/components/adjudication/round-loader';
import { ClientMessages } from '@/components/shell/client-messages';
import { idPath } from '@/lib/curation/contract';
import { requirePage } from '@/lib/platform/page';
import { mayActAs } from '@/lib/platform/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('adjudication'))('title') };
}

export default async function RoundPage(props: { readonly params: Promise<{ id: string }> }) {
  const { role } = await requirePage('md');
  const parsed = idPath.safeParse(await props.params);
  if (!parsed.success) notFound();
  const { id } = parsed.data;
  return (
    <ClientMessages
      namespaces={['common', 'review', 'adjudication', 'inbox', 'catalogue', 'sweeps']}
    >
      <RoundLoader key={id} id={id} isLead={mayActAs(role, 'lead')} />
    </ClientMessages>
  );
}
