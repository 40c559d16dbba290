'use client';

import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field';
import { EmptyState, PageHeader, Skeleton } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import type { CatalogueProduct } from '@/lib/curation/contract';
import { catalogueProductsQuery } from '@/lib/curation/queries';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Database, SearchX } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useDeferredValue, useState } from 'react';
import { CategorySelect } from './category-select';
import { HeldValueText } from './held-value';

/** The committed catalogue, searched by title and category. */
export function CatalogueDesk(props: {
  readonly categories: readonly CategoryNode[];
  readonly categoryKey: string;
}) {
  const t = useTranslations('catalogue');
  const common = useTranslations('common');
  const [categoryKey, setCategoryKey] = useState(props.categoryKey);
  const [words, setWords] = useState('');
  const query = useDeferredValue(words.trim());
  const isFiltered = query !== '' || categoryKey !== '';
  const pages = useInfiniteQuery({
    ...catalogueProductsQuery({ query, categoryKey: categoryKey || undefined }),
    placeholderData: keepPreviousData,
  });
  const products = pages.data?.pages.flatMap((page) => page.products) ?? [];
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <CategorySelect
              aria-label={t('category')}
              className="w-56"
              categories={props.categories}
              allLabel={t('all-categories')}
              value={categoryKey}
              onChange={(event) => setCategoryKey(event.target.value)}
            />
            <Input
              type="search"
              aria-label={t('search')}
              placeholder={t('search')}
              className="w-64"
              maxLength={200}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </>
        }
      />
      {pages.error ? (
        <p role="alert" className="mb-3 text-bad">
          {pages.error.message}
        </p>
      ) : null}
      {pages.isPending ? <Skeleton className="h-96" /> : null}
      {pages.isSuccess && products.length === 0 ? (
        <EmptyState
          icon={isFiltered ? SearchX : Database}
          title={t(isFiltered ? 'no-match-title' : 'empty-title')}
        >
          {t(isFiltered ? 'no-match-body' : 'empty-body')}
        </EmptyState>
      ) : null}
      {products.length > 0 ? <ProductTable products={products} /> : null}
      {pages.hasNextPage ? (
        <Button
          className="mt-3"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {common('more')}
        </Button>
      ) : null}
    </>
  );
}

const shownValues = 4;

function ProductTable({ products }: { readonly products: readonly CatalogueProduct[] }) {
  const t = useTranslations('catalogue');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th className="w-[38%]">{t('product')}</Th>
          <Th>{t('values')}</Th>
          <Th className="w-44">{t('changed')}</Th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <Tr key={product.productId}>
            <Td>
              <Link
                className="font-medium hover:underline"
                href={`/catalogue/${product.productId}`}
              >
                {product.title}
              </Link>
              <div className="text-label text-faint">
                {isKorean ? product.category.nameKo : product.category.nameEn} · {product.seller} ·{' '}
                {product.externalId}
              </div>
            </Td>
            <Td>
              <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
                {product.values.slice(0, shownValues).map((value) => (
                  <li key={value.attribute.key}>
                    <span className="mr-1.5 text-label text-faint">
                      {isKorean ? value.attribute.nameKo : value.attribute.nameEn}
                    </span>
                    <HeldValueText held={value} attribute={value.attribute} />
                  </li>
                ))}
                {product.values.length > shownValues ? (
                  <li className="text-label text-faint">
                    {t('more-values', { count: product.values.length - shownValues })}
                  </li>
                ) : null}
                {product.values.length === 0 ? (
                  <li className="text-faint">{t('no-value')}</li>
                ) : null}
              </ul>
            </Td>
            <Td className="text-muted">
              {format.dateTime(new Date(product.changedAt), {
                dateStyle: 'medium',
                timeStyle: 'short',
              })}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
