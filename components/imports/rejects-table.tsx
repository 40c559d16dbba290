import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { rejectsQuery } from '@/lib/catalogue/import/queries';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';

/** The rows that were not taken, with the reason, and the same as a file. */
export function RejectsTable({ id, rejected }: { readonly id: string; readonly rejected: number }) {
  const t = useTranslations('imports');
  const common = useTranslations('common');
  const format = useFormatter();
  const query = useInfiniteQuery({ ...rejectsQuery(id, rejected), enabled: rejected > 0 });
  const rejects = query.data?.pages.flatMap((page) => page.rejects) ?? [];
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
      {query.error ? (
        <p role="alert" className="text-bad">
          {query.error.message}
        </p>
      ) : null}
      {query.isLoading ? <Skeleton className="h-48" /> : null}
      {rejects.length > 0 ? (
        <Table label={t('rejects-title')} className="table-fixed max-lg:table-auto">
          <thead>
            <tr>
              <Th className="w-24 text-right">{t('row-number')}</Th>
              <Th className="w-2/5">{t('reason')}</Th>
              <Th>{t('source')}</Th>
            </tr>
          </thead>
          <tbody>
            {rejects.map(({ rowNumber, reason, raw }) => (
              <Tr key={rowNumber}>
                <Td className="text-right">{format.number(rowNumber)}</Td>
                <Td>{reason}</Td>
                <Td>
                  <code className="line-clamp-2 font-mono text-label break-all text-muted">
                    {raw}
                  </code>
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      ) : null}
      {query.hasNextPage ? (
        <Button
          className="mt-3"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {common('more')}
        </Button>
      ) : null}
    </section>
  );
}
