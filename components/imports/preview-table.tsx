import { Badge } from '@/components/ui/badge';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { PreviewRow } from '@/lib/imports/contract';
import { decimalPlaces } from '@/lib/imports/price';
import { useFormatter, useTranslations } from 'next-intl';

/** The first rows of a file as the products they would become, or why they would not. */
export function PreviewTable({ rows }: { readonly rows: readonly PreviewRow[] }) {
  const t = useTranslations('imports');
  return (
    <section>
      <h2 className="text-value font-semibold">{t('preview-title')}</h2>
      <p className="mb-3 text-muted">{t('preview-lead', { count: rows.length })}</p>
      <Table label={t('preview-title')}>
        <thead>
          <tr>
            <Th className="text-right">{t('row-number')}</Th>
            <Th>{t('result')}</Th>
            <Th>{t('field.externalId')}</Th>
            <Th>{t('field.seller')}</Th>
            <Th>{t('field.category')}</Th>
            <Th>{t('field.title')}</Th>
            <Th>{t('field.brand')}</Th>
            <Th className="text-right">{t('field.price')}</Th>
            <Th>{t('field.spec')}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PreviewLine key={row.rowNumber} row={row} />
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function PreviewLine({ row }: { readonly row: PreviewRow }) {
  const t = useTranslations('imports');
  const format = useFormatter();
  const { product } = row;
  if (product === null) {
    return (
      <Tr>
        <Td className="text-right text-muted">{format.number(row.rowNumber)}</Td>
        <Td>
          <Badge tone="bad">{t('refused')}</Badge>
        </Td>
        <Td colSpan={7}>
          <p className="text-bad">{row.reason}</p>
          <p className="line-clamp-1 font-mono text-label break-all text-muted">
            {row.cells.join(' · ')}
          </p>
        </Td>
      </Tr>
    );
  }
  return (
    <Tr>
      <Td className="text-right text-muted">{format.number(row.rowNumber)}</Td>
      <Td>
        <Badge tone={product.isWithdrawn || row.warnings.length > 0 ? 'warn' : 'ok'}>
          {t(product.isWithdrawn ? 'withdrawn-row' : row.warnings.length > 0 ? 'warned' : 'ok')}
        </Badge>
        {row.warnings.map((warning) => (
          <p key={warning} className="text-label text-warn">
            {warning}
          </p>
        ))}
      </Td>
      <Td className="font-mono text-label">{product.externalId}</Td>
      <Td>{product.seller}</Td>
      <Td>
        {product.category}
        {product.isNewCategory ? (
          <span className="block text-label text-warn">{t('new-category')}</span>
        ) : null}
        {product.isUncategorised ? (
          <span className="block text-label text-warn">{t('uncategorised')}</span>
        ) : null}
        {product.nearest.length > 0 ? (
          <span className="block text-label text-muted">
            {t('nearest-categories', { names: product.nearest.join(', ') })}
          </span>
        ) : null}
      </Td>
      <Td className="min-w-48">{product.title}</Td>
      <Td>{product.brand}</Td>
      <Td className="text-right whitespace-nowrap">
        {product.price === null
          ? '–'
          : format.number(Number(product.price) / 10 ** decimalPlaces(product.currency), {
              style: 'currency',
              currency: product.currency,
            })}
      </Td>
      <Td>
        <span className="line-clamp-2 min-w-64 text-muted">{product.spec}</span>
      </Td>
    </Tr>
  );
}
