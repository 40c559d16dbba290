import { AuditDesk } from '@/components/audit/audit-desk';
import * as endpoints from '@/lib/audit/endpoints';
import { auditEntriesQuery, auditRetentionQuery } from '@/lib/audit/queries';
import { listAudit, readAuditRetention } from '@/lib/audit/server';
import { requirePage } from '@/lib/platform/page';
import { answer, firstPage, readAhead } from '@/lib/platform/read-ahead';
import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

export default async function AuditPage() {
  await requirePage('admin');
  const state = await readAhead(
    firstPage(auditEntriesQuery({}), () => listAudit(endpoints.listAudit.query.parse({}))),
    answer(auditRetentionQuery, () => readAuditRetention()),
  );
  return (
    <HydrationBoundary state={state}>
      <AuditDesk />
    </HydrationBoundary>
  );
}
