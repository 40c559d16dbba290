'use client';

import { CategorySelect } from '@/components/curation/category-select';
import type { Viewer } from '@/components/curation/commit-dialog';
import { HeldValueText } from '@/components/curation/held-value';
import { Button } from '@/components/ui/button';
import { Confidence } from '@/components/ui/confidence';
import { EmptyState, PageHeader, Skeleton } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { useUndoSweep } from '@/lib/curation/hooks';
import { sweepGroupsQuery } from '@/lib/curation/queries';
import type { Sweep, SweepGroupSummary, SweepTarget } from '@/lib/curation/sweep-contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { KeyLegend } from './key-legend';
import { Reading } from './reading';
import { RecentSweeps } from './recent-sweeps';
import { SweepDone } from './sweep-done';
import { useSweepKeys, type SweepKey } from './use-sweep-keys';

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
  const common = useTranslations('common');
  const undo = useUndoSweep();
  const pages = useInfiniteQuery({
    ...sweepGroupsQuery(props.categoryKey),
    placeholderData: keepPreviousData,
  });
  const groups = pages.data?.pages.flatMap((page) => page.groups) ?? [];

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

  const act = (key: SweepKey): boolean => {
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        return moveFocus(key === 'ArrowDown' ? 1 : -1);
      case 'undo':
        if (undo.isPending) return true;
        if (made) undoMade(made.id);
        else toast(t('nothing-to-undo'));
        return true;
      case 'accept':
      case 'reject':
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'Escape':
      case 'Enter':
        return false;
    }
  };
  const keys = useSweepKeys(act);

  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <CategorySelect
            aria-label={t('category')}
            className="w-56"
            categories={props.categories}
            allLabel={t('all-categories')}
            value={props.categoryKey}
            onChange={(event) => props.onCategory(event.target.value)}
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
      {pages.error ? (
        <p role="alert" className="mb-3 text-bad">
          {pages.error.message}
        </p>
      ) : null}
      {pages.isPending ? <Skeleton className="h-96" /> : null}
      {pages.isSuccess && groups.length === 0 ? (
        <EmptyState icon={Layers} title={t('empty-title')}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {groups.length > 0 ? (
        <>
          <GroupTable groups={groups} left={props.left} onOpen={props.onOpen} />
          <KeyLegend bindings={keys.bindings} entries={['row', 'open', 'undo']} />
        </>
      ) : null}
      {pages.hasNextPage ? (
        <Button
          className="mt-3"
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {common('more')}
        </Button>
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

function GroupTable(props: {
  readonly groups: readonly SweepGroupSummary[];
  readonly left: SweepTarget | null;
  onOpen(target: SweepTarget): void;
}) {
  const { groups, left } = props;
  const t = useTranslations('sweeps');
  const common = useTranslations('common');
  const focused = Math.max(
    0,
    groups.findIndex((group) => left !== null && isSameTarget(group, left)),
  );
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('category')}</Th>
          <Th>{t('attribute')}</Th>
          <Th>{t('reading')}</Th>
          <Th className="w-24 text-right">{t('products')}</Th>
          <Th className="w-40">{t('confidence')}</Th>
          <Th className="w-32 text-right">{common('actions')}</Th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group, place) => (
          <GroupRow
            key={`${group.attributeId} ${group.valueKey} ${group.surface}`}
            group={group}
            takesFocus={place === focused}
            onOpen={() => props.onOpen(targetOf(group))}
          />
        ))}
      </tbody>
    </Table>
  );
}

function GroupRow(props: {
  readonly group: SweepGroupSummary;
  readonly takesFocus: boolean;
  onOpen(): void;
}) {
  const t = useTranslations('sweeps');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  const { group } = props;
  const name = isKorean ? group.attribute.nameKo : group.attribute.nameEn;
  return (
    <Tr>
      <Td className="align-middle text-muted">
        {isKorean ? group.category.nameKo : group.category.nameEn}
      </Td>
      <Td className="align-middle">{name}</Td>
      <Td className="align-middle">
        <Reading surface={group.surface}>
          <HeldValueText
            held={{ values: group.values, absence: null }}
            attribute={group.attribute}
          />
        </Reading>
      </Td>
      <Td className="text-right align-middle font-semibold">{format.number(group.count)}</Td>
      <Td className="align-middle">
        <span className="inline-flex items-center gap-2">
          <Confidence value={group.meanConfidence} />
          <span aria-hidden className="text-faint">
            ·
          </span>
          <Confidence value={group.minConfidence} />
        </span>
      </Td>
      <Td className="text-right align-middle">
        <Button
          size="small"
          data-opens-sweep
          autoFocus={props.takesFocus}
          aria-label={t('open-named', { name, value: group.valueKey })}
          onClick={props.onOpen}
        >
          {t('open')}
        </Button>
      </Td>
    </Tr>
  );
}

function targetOf({ attributeId, surface, valueKey }: SweepTarget): SweepTarget {
  return { attributeId, surface, valueKey };
}

function isSameTarget(a: SweepTarget, b: SweepTarget): boolean {
  return a.attributeId === b.attributeId && a.surface === b.surface && a.valueKey === b.valueKey;
}
