'use client';

import { usePageKeys, type FixedKey } from '@/components/curation/use-page-keys';
import { Button } from '@/components/ui/button';
import { Loaded } from '@/components/ui/loaded';
import { EmptyState, PageHeader } from '@/components/ui/page';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { choicesOf } from '@/lib/sorting/choices';
import type { CategoryDecision, SortingLine } from '@/lib/sorting/contract';
import { useDecideCategory, useProposeAgain, useUndoCategoryDecision } from '@/lib/sorting/hooks';
import { sortingQuery } from '@/lib/sorting/queries';
import { useQuery } from '@tanstack/react-query';
import { FolderTree } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { toast } from 'sonner';
import { SortingKeys } from './sorting-keys';
import { SortingProduct } from './sorting-product';
import { useCategoryPaths } from './use-category-paths';

export interface SortingDeskProps {
  readonly categories: readonly CategoryNode[];
  /** Whether the person may have categories proposed anew. */
  readonly mayPropose: boolean;
}

const letters = [
  'accept',
  'candidate-1',
  'candidate-2',
  'candidate-3',
  'edit',
  'keep-current',
  'undo',
] as const;

/** One product after another whose category waits, decided by keyboard. */
export default function SortingDesk({ categories, mayPropose }: SortingDeskProps) {
  const t = useTranslations('sorting');
  const page = useQuery(sortingQuery());
  const [chosenId, setChosenId] = useState<number | null>(null);
  const { decide, undo } = useDeciding();
  const again = useProposeAgain();
  const picker = useRef<HTMLDivElement>(null);
  const pathOf = useCategoryPaths(categories);

  const lines = page.data?.proposals ?? [];
  const place = Math.max(
    0,
    lines.findIndex(({ id }) => id === chosenId),
  );
  const line = lines[place];

  const choose = (toKey: string | undefined) => {
    if (!line || toKey === undefined) return;
    setChosenId(lines[place + 1]?.id ?? null);
    decide(line, toKey);
  };
  const act = (key: (typeof letters)[number] | FixedKey): boolean => {
    switch (key) {
      case 'accept':
      case 'candidate-1':
        choose(line && choicesOf(line)[0]?.key);
        return true;
      case 'candidate-2':
        choose(line && choicesOf(line)[1]?.key);
        return true;
      case 'candidate-3':
        choose(line && choicesOf(line)[2]?.key);
        return true;
      case 'keep-current':
        if (line?.reason !== 'uncategorised') choose(line?.currentKey);
        return true;
      case 'edit':
        picker.current?.querySelector('input')?.focus();
        return true;
      case 'undo':
        undo();
        return true;
      case 'ArrowDown':
      case 'ArrowUp': {
        const next = lines[place + (key === 'ArrowDown' ? 1 : -1)];
        if (next) setChosenId(next.id);
        return next !== undefined;
      }
      default:
        return false;
    }
  };
  const { bindings } = usePageKeys(letters, act);

  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          mayPropose ? (
            <Button
              disabled={again.isPending}
              onClick={() =>
                again.mutate(undefined, {
                  onSuccess: () => toast.success(t('asked-again')),
                  onError: (error) => toast.error(error.message),
                })
              }
            >
              {t('ask-again')}
            </Button>
          ) : null
        }
      />
      <Loaded query={page} skeleton="h-96">
        {({ total }) =>
          line ? (
            <>
              <p role="status" className="mb-2 text-muted">
                {t('left', { count: total ?? lines.length })}
              </p>
              <SortingProduct
                key={line.id}
                line={line}
                categories={categories}
                pathOf={pathOf}
                bindings={bindings}
                pickerRef={picker}
                onChoose={choose}
              />
              <SortingKeys bindings={bindings} mayKeep={line.reason !== 'uncategorised'} />
            </>
          ) : (
            <EmptyState icon={FolderTree} title={t('empty-title')}>
              {t('empty-body')}
            </EmptyState>
          )
        }
      </Loaded>
    </>
  );
}

/** Decisions of this visit, the newest of which can be taken back first, even while it is under way. */
function useDeciding() {
  const t = useTranslations('sorting');
  const deciding = useDecideCategory();
  const undoing = useUndoCategoryDecision();
  const made = useRef<Promise<CategoryDecision>[]>([]);
  const decide = (line: SortingLine, toKey: string) => {
    const answer = deciding.mutateAsync({ line, toKey, decisionId: crypto.randomUUID() });
    made.current.push(answer);
    answer.catch((error: Error) => {
      made.current = made.current.filter((each) => each !== answer);
      toast.error(error.message);
    });
  };
  const takeBack = async (last: Promise<CategoryDecision>) => {
    const decision = await last.catch(() => null);
    if (decision === null) return;
    try {
      await undoing.mutateAsync(decision);
      toast.success(t('undone'));
    } catch (error) {
      made.current.push(last);
      toast.error(error instanceof Error ? error.message : String(error));
    }
  };
  const undo = () => {
    const last = made.current.pop();
    if (last) void takeBack(last);
    else toast(t('nothing-to-undo'));
  };
  return { decide, undo };
}
