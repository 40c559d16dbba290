import { RunsDesk } from '@/components/proposals/runs-desk';
import { requirePage } from '@/lib/platform/page';
import { listScopes } from '@/lib/proposals/server';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('proposals'))('title') };
}

export default async function RunsPage() {
  await requirePage('lead');
  return <RunsDesk scopes={await listScopes()} />;
}
