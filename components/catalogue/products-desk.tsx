'use client';

import { CategorySelect } from '@/components/curation/category-select';
import { Button } from '@/components/ui/button';
import { Input, Select } from '@/components/ui/field';
import { EmptyState, PageHeader, Skeleton } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { countLimit, type ProductCounts, type ProductLine } from '@/lib/catalogue/product-contract';
import {
  productsQuery,
  sellersQuery,
  writeProductFilter,
  type ProductFilter,
} from '@/lib/catalogue/queries';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { reviewState } from '@/lib/curation/contract';
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
  const common = useTranslations('common');
  const [filter, setFilter] = useState(props.initial);
  const pages = useInfiniteQuery(productsQuery(useDeferredValue(filter)));
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
      {pages.error ? (
        <p role="alert" className="mb-3 text-bad">
          {pages.error.message}
        </p>
      ) : null}
      {pages.isPending ? <Skeleton className="h-96" /> : null}
      {pages.isSuccess && products.length === 0 ? (
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
          aria-label={t('category')}
          allLabel={t('all-categories')}
          categories={props.categories}
          value={filter.categoryKey ?? ''}
          onChange={(event) => onApply({ categoryKey: event.target.value || undefined })}
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
        options={[anyState, ...reviewState.options].map((value) => ({
          value,
          label: <StateLabel value={value} counts={props.counts} />,
        }))}
        onChange={(value) => onApply({ state: reviewState.safeParse(value).data })}
      />
    </div>
  );
}

function StateLabel(props: { readonly value: string; readonly counts: ProductCounts | null }) {
  const t = useTranslations('catalogue.products');
  const format = useFormatter();
  const state = reviewState.safeParse(props.value).data;
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

function ProductTable({ products }: { readonly products: readonly ProductLine[] }) {
  const t = useTranslations('catalogue.products');
  return (
    <Table label={t('title')} className="table-fixed max-lg:table-auto">
      <thead>
        <tr>
          <Th>{t('product')}</Th>
          <Th className="w-36">{t('category')}</Th>
          <Th className="w-32">{t('seller')}</Th>
          <Th className="w-28 text-right">{t('price')}</Th>
          <Th className="w-32">{t('state')}</Th>
          <Th className="w-28 text-right">{t('needs')}</Th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <ProductRow key={product.id} product={product} />
        ))}
      </tbody>
    </Table>
  );
}

function ProductRow({ product }: { readonly product: ProductLine }) {
  const t = useTranslations('catalogue.products');
  const isKorean = useLocale() === 'ko';
  return (
    <Tr>
      <Td className="py-1.5">
        <span className="flex items-center gap-2.5">
          <Thumbnail url={product.imageUrl} />
          <span className="min-w-0">
            <Link
              href={`/products/${product.id}`}
              title={product.title}
              className="block truncate font-medium hover:underline"
            >
              {product.title}
            </Link>
            <span className="block truncate text-label text-faint">
              {[product.brand, product.externalId].filter(Boolean).join(' · ')}
            </span>
          </span>
        </span>
      </Td>
      <Td className="text-muted">{isKorean ? product.categoryKo : product.categoryEn}</Td>
      <Td className="text-muted">{product.seller}</Td>
      <Td className="text-right">
        <Price price={product.price} currency={product.currency} />
      </Td>
      <Td>
        <ReviewStateBadge state={product.state} />
      </Td>
      <Td className="text-right text-muted">
        {product.rows > 0 ? t('needs-of', { needs: product.needs, rows: product.rows }) : null}
      </Td>
    </Tr>
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
