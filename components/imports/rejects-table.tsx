import { Button } from '@/components/ui/button';
import { KeysetTable, type Column } from '@/components/ui/keyset-table';
import type { ImportReject } from '@/lib/imports/contract';
import { rejectsQuery } from '@/lib/imports/queries';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';

/** The rows that were not taken, with the reason, and the same as a file. */
export function RejectsTable({ id, rejected }: { readonly id: string; readonly rejected: number }) {
  const t = useTranslations('imports');
  const format = useFormatter();
  const query = useInfiniteQuery({ ...rejectsQuery(id, rejected), enabled: rejected > 0 });
  const rejects = query.data?.pages.flatMap((page) => page.rejects) ?? [];
  const columns: readonly Column<ImportReject>[] = [
    {
      id: 'row-number',
      label: t('row-number'),
      className: 'w-24 text-right',
      cell: ({ rowNumber }) => format.number(rowNumber),
    },
    { id: 'reason', label: t('reason'), className: 'w-2/5', cell: ({ reason }) => reason },
    {
      id: 'source',
      label: t('source'),
      cell: ({ raw }) => (
        <code className="line-clamp-2 font-mono text-label break-all text-muted">{raw}</code>
      ),
    },
  ];
  return (
    <section>
      <header className="mb-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 className="text-value font-semibold">
            {t('rejects-title')} {format.number(rejected)}
          </h2>
          <p className="text-muted">{rejected > 0 ? t('rejects-lead') : t('rejects-none')}</p>
        </div>
        {rejected > 0 ? (
          <Button asChild>
            <a href={`/api/imports/${id}/rejects.csv`} download>
              <Download aria-hidden className="size-4" />
              {t('rejects-download')}
            </a>
          </Button>
        ) : null}
      </header>
      {rejected > 0 ? (
        <KeysetTable
          name="rejects"
          label={t('rejects-title')}
          pages={query}
          rows={rejects}
          rowKey={({ rowNumber }) => rowNumber}
          className="table-fixed max-lg:table-auto"
          columns={columns}
          empty={null}
        />
      ) : null}
    </section>
  );
}
