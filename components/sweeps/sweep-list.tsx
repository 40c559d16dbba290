'use client';

import { CategorySelect } from '@/components/curation/category-select';
import type { Viewer } from '@/components/curation/commit-dialog';
import { HeldValueText } from '@/components/curation/held-value';
import { usePageKeys, type FixedKey } from '@/components/curation/use-page-keys';
import { Button } from '@/components/ui/button';
import { Confidence } from '@/components/ui/confidence';
import { KeysetTable, type Column } from '@/components/ui/keyset-table';
import { EmptyState, PageHeader } from '@/components/ui/page';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { useUndoSweep } from '@/lib/sweeps/hooks';
import { sweepGroupsQuery } from '@/lib/sweeps/queries';
import type { Sweep, SweepGroupSummary, SweepTarget } from '@/lib/sweeps/contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { KeyLegend } from './key-legend';
import { Reading } from './reading';
import { RecentSweeps } from './recent-sweeps';
import { SweepDone } from './sweep-done';

/** Every group that a sweep can take, opened by arrows and Enter; below it the last sweeps. */
export function SweepList(props: {
  readonly viewer: Viewer;
  readonly categories: readonly CategoryNode[];
  readonly categoryKey: string;
  onCategory(key: string): void;
  /** The sweep that was just made. */
  readonly made: Sweep | null;
  /** The group that was just left: where the focus comes back to. */
  readonly left: SweepTarget | null;
  onOpen(target: SweepTarget): void;
  onUndone(): void;
}) {
  const { made, onUndone } = props;
  const t = useTranslations('sweeps');
  const undo = useUndoSweep();
  const pages = useInfiniteQuery({
    ...sweepGroupsQuery(props.categoryKey),
    placeholderData: keepPreviousData,
  });
  const groups = pages.data?.pages.flatMap((page) => page.groups) ?? [];
  const total = pages.data?.pages[0]?.total ?? null;
  const columns = useColumns(focusedGroup(groups, props.left), props.onOpen);

  const undoMade = (id: string) =>
    undo.mutate(id, {
      onSuccess: ({ undone, decided }) => {
        toast.success(
          undone < decided
            ? t('undone-kept', { count: undone, kept: decided - undone })
            : t('undone', { count: undone }),
        );
        onUndone();
      },
      onError: (error) => toast.error(error.message),
    });

  const act = (key: FixedKey | 'undo'): boolean => {
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        return moveFocus(key === 'ArrowDown' ? 1 : -1);
      case 'undo':
        if (undo.isPending) return true;
        if (made) undoMade(made.id);
        else toast(t('nothing-to-undo'));
        return true;
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'Escape':
      case 'Enter':
        return false;
    }
  };
  const keys = usePageKeys(['undo'], act);

  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <CategorySelect
            label={t('category')}
            className="w-56"
            categories={props.categories}
            allLabel={t('all-categories')}
            value={props.categoryKey}
            onChange={props.onCategory}
          />
        }
      />
      <div role="status" aria-live="polite">
        {made ? (
          <SweepDone
            sweep={made}
            bindings={keys.bindings}
            isBusy={undo.isPending}
            onUndo={() => undoMade(made.id)}
          />
        ) : null}
      </div>
      {total && total.groups > 0 ? (
        <p className="mb-2 text-muted" data-total>
          {t('total', { groups: total.groups, proposals: total.proposals })}
        </p>
      ) : null}
      <KeysetTable
        name="sweeps"
        label={t('title')}
        pages={pages}
        rows={groups}
        rowKey={(group) => `${group.attributeId} ${group.valueKey} ${group.surface}`}
        columns={columns}
        empty={
          <EmptyState icon={Layers} title={t('empty-title')}>
            {t('empty-body')}
          </EmptyState>
        }
      />
      {groups.length > 0 ? (
        <KeyLegend bindings={keys.bindings} entries={['row', 'open', 'undo']} />
      ) : null}
      <RecentSweeps viewer={props.viewer} isBusy={undo.isPending} onUndo={undoMade} />
    </>
  );
}

/** Moves the focus among the buttons that open a group; false at either end. */
function moveFocus(step: number): boolean {
  const buttons = [...document.querySelectorAll<HTMLElement>('[data-opens-sweep]')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next = at < 0 ? buttons[0] : buttons[at + step];
  next?.focus();
  return next !== undefined;
}

/** Where the focus comes: back to the group that was just left, else to the first. */
function focusedGroup(
  groups: readonly SweepGroupSummary[],
  left: SweepTarget | null,
): SweepGroupSummary | undefined {
  return groups.find((group) => left !== null && isSameTarget(group, left)) ?? groups[0];
}

function useColumns(
  focused: SweepGroupSummary | undefined,
  onOpen: (target: SweepTarget) => void,
): readonly Column<SweepGroupSummary>[] {
  const t = useTranslations('sweeps');
  const common = useTranslations('common');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  const nameOf = ({ attribute }: SweepGroupSummary) =>
    isKorean ? attribute.nameKo : attribute.nameEn;
  return [
    {
      id: 'category',
      label: t('category'),
      className: 'align-middle',
      isOptional: true,
      cell: ({ category }) => (
        <span className="text-muted">{isKorean ? category.nameKo : category.nameEn}</span>
      ),
    },
    { id: 'attribute', label: t('attribute'), className: 'align-middle', cell: nameOf },
    {
      id: 'reading',
      label: t('reading'),
      className: 'align-middle',
      cell: (group) => (
        <Reading surface={group.surface}>
          <HeldValueText
            held={{ values: group.values, absence: null }}
            attribute={group.attribute}
          />
        </Reading>
      ),
    },
    {
      id: 'products',
      label: t('products'),
      className: 'w-24 text-right align-middle',
      cell: ({ count }) => <span className="font-semibold">{format.number(count)}</span>,
    },
    {
      id: 'confidence',
      label: t('confidence'),
      className: 'w-40 align-middle',
      isOptional: true,
      cell: (group) => (
        <span className="inline-flex items-center gap-2">
          <Confidence value={group.meanConfidence} />
          <span aria-hidden className="text-faint">
            ·
          </span>
          <Confidence value={group.minConfidence} />
        </span>
      ),
    },
    {
      id: 'actions',
      label: common('actions'),
      className: 'w-32 text-right align-middle',
      cell: (group) => (
        <Button
          size="small"
          data-opens-sweep
          autoFocus={group === focused}
          aria-label={t('open-named', { name: nameOf(group), value: group.valueKey })}
          onClick={() => onOpen(targetOf(group))}
        >
          {t('open')}
        </Button>
      ),
    },
  ];
}

function targetOf({ attributeId, surface, valueKey }: SweepTarget): SweepTarget {
  return { attributeId, surface, valueKey };
}

function isSameTarget(a: SweepTarget, b: SweepTarget): boolean {
  return a.attributeId === b.attributeId && a.surface === b.surface && a.valueKey === b.valueKey;
}
