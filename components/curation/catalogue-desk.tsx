'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Input } from '@/components/ui/field';
import { FoundText } from '@/components/ui/found-text';
import { KeysetTable, type Column } from '@/components/ui/keyset-table';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { findRanges, readQuery, type SearchTerm } from '@/lib/values/search-text';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import type { CatalogueProduct } from '@/lib/curation/contract';
import { catalogueProductsQuery } from '@/lib/curation/queries';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Database, SearchX } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
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
  const [categoryKey, setCategoryKey] = useState(props.categoryKey);
  const [words, setWords] = useState('');
  const query = useDeferredValue(words.trim());
  const columns = useColumns(query);
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
              label={t('category')}
              className="w-56"
              categories={props.categories}
              allLabel={t('all-categories')}
              value={categoryKey}
              onChange={setCategoryKey}
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
      <KeysetTable
        name="catalogue"
        label={t('title')}
        pages={pages}
        rows={products}
        rowKey={(product) => product.productId}
        columns={columns}
        empty={
          <EmptyState
            icon={isFiltered ? SearchX : Database}
            title={t(isFiltered ? 'no-match-title' : 'empty-title')}
          >
            {t(isFiltered ? 'no-match-body' : 'empty-body')}
          </EmptyState>
        }
      />
    </>
  );
}

const shownValues = 4;

function useColumns(query: string): readonly Column<CatalogueProduct>[] {
  const t = useTranslations('catalogue');
  const writeTime = useWriteTime();
  const terms = readQuery(query);
  return [
    {
      id: 'product',
      label: t('product'),
      className: 'w-[38%]',
      cell: (product) => <ProductCell product={product} terms={terms} />,
    },
    { id: 'values', label: t('values'), cell: (product) => <ValuesCell product={product} /> },
    {
      id: 'changed',
      label: t('changed'),
      className: 'w-44',
      isOptional: true,
      cell: (product) => (
        <span className="text-muted">
          {writeTime(new Date(product.changedAt), {
            dateStyle: 'medium',
            timeStyle: 'short',
          })}
        </span>
      ),
    },
  ];
}

function ProductCell(props: {
  readonly product: CatalogueProduct;
  readonly terms: readonly SearchTerm[];
}) {
  const { product, terms } = props;
  const isKorean = useLocale() === 'ko';
  return (
    <>
      <Link className="font-medium hover:underline" href={`/catalogue/${product.productId}`}>
        <FoundText text={product.title} ranges={findRanges(product.title, terms)} />
      </Link>
      <div className="text-label text-faint">
        {isKorean ? product.category.nameKo : product.category.nameEn} · {product.seller} ·{' '}
        {product.externalId}
      </div>
    </>
  );
}

function ValuesCell({ product }: { readonly product: CatalogueProduct }) {
  const t = useTranslations('catalogue');
  const isKorean = useLocale() === 'ko';
  return (
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
      {product.values.length === 0 ? <li className="text-faint">{t('no-value')}</li> : null}
    </ul>
  );
}
