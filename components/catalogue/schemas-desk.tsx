'use client';

import { Loaded } from '@/components/ui/loaded';
import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { Input } from '@/components/ui/field';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { useChangeCategory, useDeleteCategory } from '@/lib/catalogue/hooks';
import { categoriesQuery, schemasAddress } from '@/lib/catalogue/queries';
import { findMatches, readQuery } from '@/lib/values/search-text';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Boxes, FileDown, FileUp, Pencil, Plus, SearchX } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { EditCategory } from './edit-category';
import { ImportSchemas } from './import-schemas';
import { NewCategory } from './new-category';

/** The category tree with its counts, and the ways to make, take, import and export schemas. */
export function SchemasDesk({ canEdit }: { readonly canEdit: boolean }) {
  const t = useTranslations('schemas');
  const categories = useQuery(categoriesQuery());
  const [words, setWords] = useState('');
  const [open, setOpen] = useState<'new' | 'import' | null>(null);
  const all = categories.data ?? [];
  const shown = matchTree(all, words);
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {all.length > 0 ? (
              <Button asChild>
                <a href={schemasAddress()} download>
                  <FileDown aria-hidden className="size-4" />
                  {t('export-all')}
                </a>
              </Button>
            ) : null}
            {canEdit ? (
              <>
                <Button onClick={() => setOpen('import')}>
                  <FileUp aria-hidden className="size-4" />
                  {t('import')}
                </Button>
                <Button tone="primary" onClick={() => setOpen('new')}>
                  <Plus aria-hidden className="size-4" />
                  {t('new-category')}
                </Button>
              </>
            ) : null}
          </>
        }
      />
      <Loaded query={categories} skeleton="h-96" />
      {!categories.data ? null : all.length === 0 ? (
        <EmptyState icon={Boxes} title={t('empty-title')}>
          {t('empty-body')}
        </EmptyState>
      ) : (
        <>
          <Input
            type="search"
            aria-label={t('find')}
            placeholder={t('find')}
            className="mb-3 max-w-72"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          {shown.length === 0 ? (
            <EmptyState icon={SearchX} title={t('no-match-title')}>
              {t('no-match-body', { query: words })}
            </EmptyState>
          ) : (
            <CategoryTable all={all} shown={shown} canEdit={canEdit} />
          )}
        </>
      )}
      {open === 'new' ? <NewCategory categories={all} onClose={close} /> : null}
      {open === 'import' ? <ImportSchemas onClose={close} /> : null}
    </>
  );
}

/** What holds the words, with everything above it. */
function matchTree(all: readonly CategoryNode[], words: string): readonly CategoryNode[] {
  const terms = readQuery(words);
  if (terms.length === 0) return all;
  const kept = new Set<string>();
  for (const node of all.toReversed()) {
    const isNamed = [node.nameKo, node.nameEn, node.key].some((name) => findMatches(name, terms));
    if (!isNamed && !kept.has(node.key)) continue;
    kept.add(node.key);
    if (node.parentKey !== null) kept.add(node.parentKey);
  }
  return all.filter(({ key }) => kept.has(key));
}

function CategoryTable(props: {
  readonly all: readonly CategoryNode[];
  readonly shown: readonly CategoryNode[];
  readonly canEdit: boolean;
}) {
  const t = useTranslations('schemas');
  const common = useTranslations('common');
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('category')}</Th>
          <Th className="w-28 text-right">{t('attributes')}</Th>
          <Th className="w-28 text-right">{t('products')}</Th>
          <Th className="w-40">{t('source')}</Th>
          {props.canEdit ? <Th className="w-44 text-right">{common('actions')}</Th> : null}
        </tr>
      </thead>
      <tbody>
        {props.shown.map((node) => (
          <CategoryRow key={node.key} node={node} all={props.all} canEdit={props.canEdit} />
        ))}
      </tbody>
    </Table>
  );
}

function CategoryRow(props: {
  readonly node: CategoryNode;
  readonly all: readonly CategoryNode[];
  readonly canEdit: boolean;
}) {
  const { node } = props;
  const t = useTranslations('schemas');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  const name = isKorean ? node.nameKo : node.nameEn;
  return (
    <Tr>
      <Td>
        <span className="flex items-baseline gap-2" style={{ paddingLeft: node.depth * 20 }}>
          {node.isLeaf ? (
            <Link href={`/schemas/${node.key}`} className="font-medium hover:underline">
              {name}
            </Link>
          ) : (
            <span className="font-semibold text-muted">{name}</span>
          )}
          <span className="text-label text-faint">{node.key}</span>
        </span>
      </Td>
      <Td className="text-right">
        {node.attributes > 0 ? (
          format.number(node.attributes)
        ) : node.isLeaf ? (
          <span className="text-warn">{t('no-attributes')}</span>
        ) : null}
      </Td>
      <Td className="text-right">
        {node.products > 0 ? (
          <Link href={`/products?categoryKey=${node.key}`} className="hover:underline">
            {format.number(node.products)}
          </Link>
        ) : (
          <span className="text-faint">0</span>
        )}
      </Td>
      <Td className="text-muted">
        {node.sourceRef?.startsWith('shopify:') ? t('source-shopify') : null}
      </Td>
      {props.canEdit ? (
        <Td className="py-1">
          <RowActions node={node} all={props.all} name={name} />
        </Td>
      ) : null}
    </Tr>
  );
}

function RowActions(props: {
  readonly node: CategoryNode;
  readonly all: readonly CategoryNode[];
  readonly name: string;
}) {
  const { node, name } = props;
  const t = useTranslations('schemas');
  const common = useTranslations('common');
  const change = useChangeCategory();
  const remove = useDeleteCategory();
  const [isEditing, setEditing] = useState(false);
  const siblings = props.all.filter(({ parentKey }) => parentKey === node.parentKey);
  const place = siblings.findIndex(({ key }) => key === node.key);
  const move = (position: number) =>
    change.mutate({ key: node.key, position }, { onError: (error) => toast.error(error.message) });
  const isEmpty = node.isLeaf && node.products === 0;
  return (
    <div className="flex items-center justify-end gap-1">
      <Button
        size="small"
        tone="quiet"
        aria-label={t('move-up', { name })}
        disabled={place === 0 || change.isPending}
        onClick={() => move(place - 1)}
      >
        <ArrowUp aria-hidden className="size-3.5" />
      </Button>
      <Button
        size="small"
        tone="quiet"
        aria-label={t('move-down', { name })}
        disabled={place === siblings.length - 1 || change.isPending}
        onClick={() => move(place + 1)}
      >
        <ArrowDown aria-hidden className="size-3.5" />
      </Button>
      <Button
        size="small"
        tone="quiet"
        aria-label={t('edit-category', { name })}
        onClick={() => setEditing(true)}
      >
        <Pencil aria-hidden className="size-3.5" />
      </Button>
      {isEmpty ? (
        <ConfirmButton
          size="small"
          tone="danger"
          label={common('delete')}
          title={t('delete-title')}
          confirmLabel={common('delete')}
          disabled={remove.isPending}
          onConfirm={() =>
            remove.mutate(node.key, {
              onSuccess: () => toast.success(t('deleted', { name })),
              onError: (error) => toast.error(error.message),
            })
          }
        >
          {t('delete-body', { name })}
        </ConfirmButton>
      ) : (
        <span aria-hidden className="w-[38px]" />
      )}
      {isEditing ? (
        <EditCategory node={node} categories={props.all} onClose={() => setEditing(false)} />
      ) : null}
    </div>
  );
}
