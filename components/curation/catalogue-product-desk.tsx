'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Button } from '@/components/ui/button';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { CatalogueProduct } from '@/lib/curation/contract';
import { catalogueProductQuery } from '@/lib/curation/queries';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Database, History } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { CommitDialog, type Viewer } from './commit-dialog';
import { HeldValueText } from './held-value';
import { HistoryDialog, type HistorySubject } from './history-dialog';

/** One product as the catalogue holds it, every value with its history and its way back. */
export function CatalogueProductDesk(props: {
  readonly product: CatalogueProduct;
  readonly viewer: Viewer;
}) {
  const t = useTranslations('catalogue');
  const isKorean = useLocale() === 'ko';
  const [subject, setSubject] = useState<HistorySubject | null>(null);
  const [commitId, setCommitId] = useState<string | null>(null);
  const { data: product } = useQuery({
    ...catalogueProductQuery(props.product.productId),
    initialData: props.product,
  });
  const category = isKorean ? product.category.nameKo : product.category.nameEn;
  return (
    <>
      <Link
        href="/catalogue"
        className="mb-3 inline-flex items-center gap-1 text-label text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-3.5" />
        {t('back')}
      </Link>
      <PageHeader
        title={product.title}
        lead={`${category} · ${product.seller} · ${product.externalId}`}
        actions={
          <>
            <Button onClick={() => setSubject({ attribute: null })}>
              <History aria-hidden className="size-4" />
              {t('history-all')}
            </Button>
            <Button asChild>
              <Link href={`/products/${product.productId}`}>{t('product-page')}</Link>
            </Button>
          </>
        }
      />
      {product.values.length === 0 ? (
        <EmptyState icon={Database} title={t('no-value')}>
          {t('no-values')}
        </EmptyState>
      ) : (
        <ValueTable product={product} onHistory={setSubject} />
      )}
      {subject ? (
        <HistoryDialog
          product={product}
          subject={subject}
          onClose={() => setSubject(null)}
          onCommit={(id) => {
            setSubject(null);
            setCommitId(id);
          }}
        />
      ) : null}
      {commitId ? (
        <CommitDialog commitId={commitId} viewer={props.viewer} onClose={() => setCommitId(null)} />
      ) : null}
    </>
  );
}

function ValueTable(props: {
  readonly product: CatalogueProduct;
  onHistory(subject: HistorySubject): void;
}) {
  const t = useTranslations('catalogue');
  const writeTime = useWriteTime();
  const isKorean = useLocale() === 'ko';
  return (
    <Table label={t('values')}>
      <thead>
        <tr>
          <Th className="w-52">{t('attribute')}</Th>
          <Th>{t('value')}</Th>
          <Th className="w-48">{t('committed')}</Th>
          <Th className="w-28 text-right">{t('history')}</Th>
        </tr>
      </thead>
      <tbody>
        {props.product.values.map((value) => {
          const name = isKorean ? value.attribute.nameKo : value.attribute.nameEn;
          return (
            <Tr key={value.attribute.key}>
              <Td className="text-muted">{name}</Td>
              <Td className="text-value">
                <HeldValueText held={value} attribute={value.attribute} />
              </Td>
              <Td className="text-muted">
                {writeTime(new Date(value.committedAt), {
                  dateStyle: 'medium',
                  timeStyle: 'short',
                })}
              </Td>
              <Td className="text-right">
                <Button
                  size="small"
                  aria-label={t('history-of', { name })}
                  onClick={() => props.onHistory({ attribute: value.attribute })}
                >
                  <History aria-hidden className="size-3.5" />
                  {t('history')}
                </Button>
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}
