'use client';

import { CategorySelect } from '@/components/curation/category-select';
import { Button } from '@/components/ui/button';
import { Input, Select } from '@/components/ui/field';
import { FoundText } from '@/components/ui/found-text';
import { KeysetTable, type Column } from '@/components/ui/keyset-table';
import { EmptyState, PageHeader } from '@/components/ui/page';
import {
  countLimit,
  productState,
  type ProductCounts,
  type ProductLine,
} from '@/lib/catalogue/product-contract';
import {
  productsQuery,
  sellersQuery,
  writeProductFilter,
  type ProductFilter,
} from '@/lib/catalogue/queries';
import { findRanges, readQuery, type SearchTerm } from '@/lib/values/search-text';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Package, SearchX } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useDeferredValue, useState } from 'react';
import { Choices } from './choices';
import { Price } from './price';
import { ReviewStateBadge } from './review-state';

/** Every product, filtered by what the address says, newest first. */
export function ProductsDesk(props: {
  readonly categories: readonly CategoryNode[];
  readonly initial: ProductFilter;
  readonly canImport: boolean;
}) {
  const t = useTranslations('catalogue.products');
  const [filter, setFilter] = useState(props.initial);
  const asked = useDeferredValue(filter);
  const columns = useColumns(asked.q ?? '');
  const pages = useInfiniteQuery(productsQuery(asked));
  const products = pages.data?.pages.flatMap((page) => page.products) ?? [];
  const counts = pages.data?.pages[0]?.counts ?? null;
  const search = writeProductFilter(filter);
  const apply = (part: ProductFilter) => {
    const next = { ...filter, ...part };
    setFilter(next);
    // The address follows the filter without asking the server for the page again.
    const written = writeProductFilter(next);
    window.history.replaceState(null, '', written === '' ? '/products' : `/products?${written}`);
  };
  const clear = () =>
    apply({ categoryKey: undefined, sellerId: undefined, state: undefined, q: undefined });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Filters categories={props.categories} filter={filter} counts={counts} onApply={apply} />
      <KeysetTable
        name="products"
        label={t('title')}
        pages={pages}
        rows={products}
        rowKey={(product) => product.id}
        className="table-fixed max-lg:table-auto"
        columns={columns}
        empty={
          search === '' ? (
            <EmptyState
              icon={Package}
              title={t('empty-title')}
              action={
                props.canImport ? (
                  <Button asChild tone="primary">
                    <Link href="/imports">{t('empty-action')}</Link>
                  </Button>
                ) : null
              }
            >
              {t('empty-body')}
            </EmptyState>
          ) : (
            <EmptyState
              icon={SearchX}
              title={t('no-match-title')}
              action={<Button onClick={clear}>{t('clear')}</Button>}
            >
              {t('no-match-body')}
            </EmptyState>
          )
        }
      />
    </>
  );
}

const anyState = 'all';

function Filters(props: {
  readonly categories: readonly CategoryNode[];
  readonly filter: ProductFilter;
  readonly counts: ProductCounts | null;
  onApply(part: ProductFilter): void;
}) {
  const { filter, onApply } = props;
  const t = useTranslations('catalogue.products');
  const sellers = useQuery(sellersQuery());
  return (
    <div className="mb-4 flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          className="max-w-80"
          maxLength={200}
          value={filter.q ?? ''}
          onChange={(event) => onApply({ q: event.target.value || undefined })}
        />
        <CategorySelect
          className="w-52"
          label={t('category')}
          allLabel={t('all-categories')}
          categories={props.categories}
          value={filter.categoryKey ?? ''}
          onChange={(key) => onApply({ categoryKey: key || undefined })}
        />
        <Select
          className="w-44"
          aria-label={t('seller')}
          value={filter.sellerId ?? ''}
          onChange={(event) => onApply({ sellerId: Number(event.target.value) || undefined })}
        >
          <option value="">{t('all-sellers')}</option>
          {sellers.data?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </div>
      <Choices
        label={t('state')}
        value={filter.state ?? anyState}
        options={[anyState, ...productState.options].map((value) => ({
          value,
          label: <StateLabel value={value} counts={props.counts} />,
        }))}
        onChange={(value) => onApply({ state: productState.safeParse(value).data })}
      />
    </div>
  );
}

function StateLabel(props: { readonly value: string; readonly counts: ProductCounts | null }) {
  const t = useTranslations('catalogue.products');
  const format = useFormatter();
  const state = productState.safeParse(props.value).data;
  const { counts } = props;
  const total = counts ? Object.values(counts).reduce((sum, count) => sum + count, 0) : 0;
  const count = counts ? (state ? counts[state] : total) : null;
  const shown = count === null ? '' : format.number(count);
  return (
    <>
      {state ? t(`states.${state}`) : t('all')}{' '}
      <span className="text-faint">
        {!state && total >= countLimit ? t('capped', { count: shown }) : shown}
      </span>
    </>
  );
}

function useColumns(query: string): readonly Column<ProductLine>[] {
  const t = useTranslations('catalogue.products');
  const isKorean = useLocale() === 'ko';
  const terms = readQuery(query);
  return [
    {
      id: 'product',
      label: t('product'),
      cell: (product) => <ProductCell product={product} terms={terms} />,
    },
    {
      id: 'category',
      label: t('category'),
      className: 'w-36 text-muted',
      isOptional: true,
      cell: (product) => (isKorean ? product.categoryKo : product.categoryEn),
    },
    {
      id: 'seller',
      label: t('seller'),
      className: 'w-32 text-muted',
      isOptional: true,
      cell: (product) => product.seller,
    },
    {
      id: 'price',
      label: t('price'),
      className: 'w-28 text-right',
      isOptional: true,
      cell: (product) => <Price price={product.price} currency={product.currency} />,
    },
    {
      id: 'state',
      label: t('state'),
      className: 'w-32',
      cell: (product) => <ReviewStateBadge state={product.state} />,
    },
    {
      id: 'needs',
      label: t('needs'),
      className: 'w-28 text-right text-muted',
      isOptional: true,
      cell: (product) =>
        product.rows > 0 ? t('needs-of', { needs: product.needs, rows: product.rows }) : null,
    },
  ];
}

function ProductCell(props: {
  readonly product: ProductLine;
  readonly terms: readonly SearchTerm[];
}) {
  const { product, terms } = props;
  const found = (text: string) => <FoundText text={text} ranges={findRanges(text, terms)} />;
  return (
    <span className="-my-0.5 flex items-center gap-2.5">
      <Thumbnail url={product.imageUrl} />
      <span className="min-w-0">
        <Link
          href={`/products/${product.id}`}
          title={product.title}
          className="block truncate font-medium hover:underline"
        >
          {found(product.title)}
        </Link>
        <span className="block truncate text-label text-faint">
          {product.brand === null ? null : <>{found(product.brand)} · </>}
          {found(product.externalId)}
        </span>
      </span>
    </span>
  );
}

/** Pictures come from sellers' servers: one that does not load leaves its place empty. */
export function Thumbnail({ url }: { readonly url: string | null }) {
  return (
    <span
      aria-hidden
      className="block size-9 shrink-0 rounded border border-line bg-sunken bg-cover bg-center"
      style={url === null ? undefined : { backgroundImage: `url(${JSON.stringify(url)})` }}
    />
  );
}
