'use client';

import { Loaded } from '@/components/ui/loaded';
import { useWriteTime } from '@/components/ui/use-write-time';
import { HeldValueText } from '@/components/curation/held-value';
import { Confidence } from '@/components/ui/confidence';
import { ProposedChips } from '@/components/review/proposed-chips';
import { DeskLink } from '@/components/review/desk-link';
import { Button } from '@/components/ui/button';
import { Card, PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { ProductDetail } from '@/lib/catalogue/product-contract';
import { productDetailQuery } from '@/lib/catalogue/queries';
import { splitSpec } from '@/lib/catalogue/spec-segments';
import { useQuery } from '@tanstack/react-query';
import { Database, ListChecks } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Price } from './price';
import { ReviewStateBadge } from './review-state';
import { momentStyle } from './moment-style';

/** One product: its texts and images beside what the catalogue holds of it. */
export function ProductPage({
  id,
  canReview,
}: {
  readonly id: number;
  readonly canReview: boolean;
}) {
  const product = useQuery(productDetailQuery(id));
  const t = useTranslations('catalogue.products');
  if (!product.data) return <Loaded query={product} skeleton="h-96" />;
  const { title, state, values, customerReviews } = product.data;
  const isCommitted = values.some(({ held }) => held !== null);
  return (
    <>
      <Breadcrumb product={product.data} />
      <PageHeader
        title={title}
        lead={<Facts product={product.data} />}
        actions={
          <>
            {isCommitted ? (
              <Button asChild>
                <Link href={`/catalogue/${id}`}>
                  <Database aria-hidden className="size-4" />
                  {t('open-catalogue')}
                </Link>
              </Button>
            ) : null}
            {canReview && state !== 'waiting' && state !== 'withdrawn' ? (
              <Button asChild tone="primary">
                <DeskLink href={`/review?product=${id}`}>
                  <ListChecks aria-hidden className="size-4" />
                  {t('review')}
                </DeskLink>
              </Button>
            ) : null}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,11fr)_minmax(0,9fr)] items-start gap-5 max-lg:grid-cols-1">
        <div className="flex flex-col gap-5">
          <Images urls={product.data.imageUrls} />
          <Part title={t('spec')}>
            <Spec spec={product.data.spec} />
          </Part>
          {product.data.description === '' ? null : (
            <Part title={t('description')}>
              <p className="whitespace-pre-line">{product.data.description}</p>
            </Part>
          )}
          {customerReviews.length > 0 ? (
            <Part title={`${t('reviews')} ${customerReviews.length}`}>
              <ul className="flex flex-col gap-2">
                {customerReviews.map((review) => (
                  <li
                    key={review.id}
                    className="border-t border-line pt-2 first:border-0 first:pt-0"
                  >
                    {review.rating === null ? null : (
                      <span className="mr-2 text-label text-muted">
                        {t('rating', { rating: review.rating })}
                      </span>
                    )}
                    {review.text}
                  </li>
                ))}
              </ul>
            </Part>
          ) : null}
          <RawColumns raw={product.data.raw} />
        </div>
        <Values product={product.data} />
      </div>
    </>
  );
}

function Breadcrumb({ product }: { readonly product: ProductDetail }) {
  const t = useTranslations('catalogue.products');
  const isKorean = useLocale() === 'ko';
  const { category } = product;
  const path = isKorean ? category.pathKo : category.pathEn;
  return (
    <nav aria-label={t('category')} className="mb-1 text-label text-muted">
      <Link href="/products" className="hover:underline">
        {t('title')}
      </Link>
      {path.map((name) => ` › ${name}`).join('')} ›{' '}
      <Link href={`/products?categoryKey=${category.key}`} className="hover:underline">
        {isKorean ? category.nameKo : category.nameEn}
      </Link>
    </nav>
  );
}

function Facts({ product }: { readonly product: ProductDetail }) {
  const t = useTranslations('catalogue.products');
  const reasons = useTranslations('common.skip-reason');
  const writeTime = useWriteTime();
  const { heldBy, skip, modelVersion, rows, needs } = product;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <ReviewStateBadge state={product.state} />
      {rows > 0 ? <span>{`${t('needs')} ${t('needs-of', { needs, rows })}`}</span> : null}
      {heldBy === null ? null : <span className="text-warn">{t('held-by', { name: heldBy })}</span>}
      {product.state === 'skipped' && skip !== null ? (
        <span>
          {[`${t('skip-reason')}: ${reasons(skip.reason)}`, skip.note].filter(Boolean).join(' – ')}
        </span>
      ) : null}
      <span>{product.seller}</span>
      {product.brand === null ? null : <span>{product.brand}</span>}
      <span className="font-medium text-text">
        <Price price={product.price} currency={product.currency} />
      </span>
      <span>{`${t('external-id')} ${product.externalId}`}</span>
      {product.gtin === null ? null : <span>{`GTIN ${product.gtin}`}</span>}
      {product.groupKey === null ? null : <span>{`${t('group-key')} ${product.groupKey}`}</span>}
      <span>{`${t('updated')} ${writeTime(new Date(product.updatedAt), momentStyle)}`}</span>
      {modelVersion === null ? null : <span>{`${t('model')} ${modelVersion}`}</span>}
    </span>
  );
}

function Part({ title, children }: { readonly title: ReactNode; readonly children: ReactNode }) {
  return (
    <Card>
      <h2 className="mb-2 text-label font-medium text-muted">{title}</h2>
      {children}
    </Card>
  );
}

function Images({ urls }: { readonly urls: readonly string[] }) {
  const t = useTranslations('catalogue.products');
  if (urls.length === 0) return null;
  return (
    <ul aria-label={t('images')} className="flex gap-2 overflow-x-auto">
      {urls.map((url, place) => (
        <li key={url} className="shrink-0">
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            aria-label={t('image', { place: place + 1 })}
            className="block h-36 w-44 rounded-lg border border-line bg-pane bg-contain bg-center bg-no-repeat"
            style={{ backgroundImage: `url(${JSON.stringify(url)})` }}
          />
        </li>
      ))}
    </ul>
  );
}

/** The spec text segment by segment, under its markers. */
function Spec({ spec }: { readonly spec: string }) {
  const t = useTranslations('catalogue.products');
  const segments = splitSpec(spec);
  if (segments.length === 0) return <p className="text-faint">{t('no-spec')}</p>;
  return (
    <ul className="flex flex-wrap gap-1.5 font-mono text-label">
      {segments.map(({ group, name, text, place }, index) => (
        <li
          key={index}
          className="flex max-w-full flex-wrap items-baseline gap-1.5 rounded bg-sunken px-1.5 py-0.5"
        >
          {group !== '' && place === 0 ? (
            <span className="font-semibold text-accent">{group}</span>
          ) : null}
          {name === null ? null : <span className="text-muted">{name}</span>}
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

function RawColumns({ raw }: { readonly raw: ProductDetail['raw'] }) {
  const t = useTranslations('catalogue.products');
  const columns = Object.entries(raw);
  if (columns.length === 0) return null;
  return (
    <details className="rounded-lg border border-line bg-pane px-4 py-3">
      <summary className="cursor-pointer text-label font-medium text-muted">{t('raw')}</summary>
      <dl className="mt-2 grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] gap-x-3 gap-y-1 text-label">
        {columns.map(([column, value]) => (
          <div key={column} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-muted">{column}</dt>
            <dd className="font-mono">
              {typeof value === 'string' ? value : JSON.stringify(value)}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Values({ product }: { readonly product: ProductDetail }) {
  const t = useTranslations('catalogue.products');
  const isKorean = useLocale() === 'ko';
  if (product.values.length === 0) {
    return (
      <Part title={t('values')}>
        <p className="text-muted">{t('no-schema')}</p>
        <Button asChild className="mt-3">
          <Link href={`/schemas/${product.category.key}`}>{t('schema')}</Link>
        </Button>
      </Part>
    );
  }
  return (
    <div>
      <div className="mb-2 flex items-baseline justify-between">
        <h2 className="text-label font-medium text-muted">{t('values')}</h2>
        <Link
          href={`/schemas/${product.category.key}`}
          className="text-label text-muted hover:underline"
        >
          {t('schema')}
        </Link>
      </div>
      <Table label={t('values')}>
        <thead className="sr-only">
          <tr>
            <Th>{t('attribute')}</Th>
            <Th>{t('value')}</Th>
          </tr>
        </thead>
        <tbody>
          {product.values.map(({ attribute, held, proposed }) => (
            <Tr key={attribute.key}>
              <Td className="w-40 text-muted">
                {isKorean ? attribute.nameKo : attribute.nameEn}
                {attribute.isRequired ? <span className="ml-1 text-bad">*</span> : null}
              </Td>
              <Td>
                <HeldValueText held={held} attribute={attribute} />
                {proposed === null ? null : <Waiting proposed={proposed} attribute={attribute} />}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** What is proposed and waits for a person, so that nobody takes the row for empty. */
function Waiting({
  proposed,
  attribute,
}: Pick<ProductDetail['values'][number], 'attribute'> & {
  readonly proposed: NonNullable<ProductDetail['values'][number]['proposed']>;
}) {
  const t = useTranslations('catalogue.products');
  return (
    <div className="flex flex-wrap items-center gap-2 text-muted">
      <span className="text-label">{t('proposed')}</span>
      {proposed.values.length === 0 ? (
        <span className="text-label">{t('proposed-none')}</span>
      ) : (
        <ProposedChips values={proposed.values} attribute={attribute} />
      )}
      <Confidence value={proposed.confidence} />
    </div>
  );
}
