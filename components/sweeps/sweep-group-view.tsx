'use client';

import { HeldValueText } from '@/components/curation/held-value';
import { usePageKeys, type FixedKey } from '@/components/curation/use-page-keys';
import { Button } from '@/components/ui/button';
import { EmptyState, Skeleton } from '@/components/ui/page';
import { Kbd } from '@/components/ui/kbd';
import { useApplySweep } from '@/lib/sweeps/hooks';
import { sweepGroupQuery, sweepRadiusQuery } from '@/lib/sweeps/queries';
import { splitSweep } from '@/lib/sweeps/split-sweep';
import { keyCap } from '@/lib/desk/key-registry';
import {
  sweepPredicate,
  type Sweep,
  type SweepGroup,
  type SweepSample,
  type SweepTarget,
} from '@/lib/sweeps/contract';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Layers, Split } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { KeyLegend } from './key-legend';
import { LeftOut, type Rejection } from './left-out';
import { RadiusLine } from './radius-line';
import { sampleColumns, SampleCards } from './sample-cards';
import { Reading } from './reading';

const letters = ['accept', 'reject', 'undo'] as const;
const seedLimit = 2_147_483_647;

/** One group: what accepting it would change, and the sample that decides whether to. */
export function SweepGroupView(props: {
  readonly target: SweepTarget;
  /** Opened on the desk: leaving goes back there. */
  readonly isOfDesk: boolean;
  /** With the sweep that was made, or null. */
  onLeave(made: Sweep | null): void;
}) {
  const t = useTranslations('sweeps.group');
  const [firstSeed] = useState(() => crypto.getRandomValues(new Uint32Array(1))[0]! % seedLimit);
  const [rejections, setRejections] = useState<readonly Rejection[]>([]);
  const [indivisible, setIndivisible] = useState<SweepSample | null>(null);
  const [focus, setFocus] = useState(0);
  const [notice, setNotice] = useState('');
  const apply = useApplySweep();

  const predicate = rejections.at(-1)?.rest ?? sweepPredicate.parse(props.target);
  const seed = (firstSeed + rejections.length) % seedLimit;
  const reading = useQuery(sweepGroupQuery({ predicate, seed }));
  const radius = useQuery(sweepRadiusQuery(predicate));
  const group = reading.data ?? null;
  const samples = group?.samples ?? [];
  const focused = samples[Math.min(focus, samples.length - 1)];
  const isReady = group !== null && radius.isSuccess && !apply.isPending && indivisible === null;

  const accept = () => {
    if (!isReady) return;
    const { asOf, sampleHash } = group;
    const sampleIds = samples.map(({ proposalId }) => proposalId);
    apply.mutate(
      { predicate, asOf, sampleHash, sampleIds },
      {
        onSuccess: (made) => props.onLeave(made),
        onError: (error) => {
          toast.error(error.message);
          void reading.refetch();
          void radius.refetch();
        },
      },
    );
  };

  const reject = () => {
    if (!isReady || !focused) return;
    const rest = splitSweep(group, focused);
    if (rest === null) return setIndivisible(focused);
    const isProduct = rest.excludedProductIds.length > predicate.excludedProductIds.length;
    setRejections([...rejections, { sample: focused, rest, isProduct }]);
    setNotice(isProduct ? t('rejected-one') : t('rejected', { count: focused.partCount }));
    setFocus(0);
  };

  const takeBack = () => {
    if (apply.isPending) return;
    if (indivisible) setIndivisible(null);
    else setRejections(rejections.slice(0, -1));
    setNotice(t('returned'));
    setFocus(0);
  };

  const act = (key: FixedKey | (typeof letters)[number]): boolean => {
    switch (key) {
      case 'accept':
        accept();
        return true;
      case 'reject':
        reject();
        return true;
      case 'undo':
        if (rejections.length > 0 || indivisible) takeBack();
        return true;
      case 'Escape':
        if (!apply.isPending) props.onLeave(null);
        return true;
      case 'ArrowRight':
      case 'ArrowLeft':
      case 'ArrowDown':
      case 'ArrowUp':
        return moveTo(focus + steps[key]);
      case 'Enter':
        return false;
    }
  };
  const moveTo = (place: number): boolean => {
    if (place >= 0 && place < samples.length) setFocus(place);
    return samples.length > 0;
  };
  const { bindings } = usePageKeys(letters, act);

  return (
    <div className="flex min-h-[calc(100vh-48px)] flex-col">
      <header className="sticky top-0 z-10 -mt-2 border-b border-line bg-bg pt-2 pb-3">
        <div className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <Button size="small" tone="quiet" className="-ml-2" onClick={() => props.onLeave(null)}>
              <ArrowLeft aria-hidden className="size-3.5" />
              {t(props.isOfDesk ? 'back-to-desk' : 'back')}
            </Button>
            <GroupTitle target={props.target} group={group} />
          </div>
          <Button
            tone="primary"
            size="large"
            className="min-w-44 shrink-0"
            aria-disabled={!isReady}
            onClick={accept}
          >
            {apply.isPending ? t('accepting') : t('accept', { count: group?.count ?? 0 })}{' '}
            <Kbd>{keyCap(bindings, 'accept')}</Kbd>
          </Button>
        </div>
        <RadiusLine radius={radius.data ?? null} error={radius.error} />
      </header>
      <div role="status" aria-live="polite" className="sr-only">
        {notice}
      </div>
      <LeftOut rejections={rejections} bindings={bindings} onTakeBack={takeBack} />
      {indivisible ? (
        <EmptyState
          icon={Split}
          title={t('unsplittable-title')}
          action={
            <Button asChild tone="primary">
              <Link href={`/review?product=${indivisible.productId}`}>{t('to-desk')}</Link>
            </Button>
          }
        >
          {t('unsplittable-body')}
        </EmptyState>
      ) : reading.error ? (
        <EmptyState
          icon={Layers}
          title={t('gone-title')}
          action={
            <Button onClick={() => props.onLeave(null)}>
              {t(props.isOfDesk ? 'back-to-desk' : 'back')}
            </Button>
          }
        >
          {reading.error.message}
        </EmptyState>
      ) : group ? (
        <SampleCards
          group={group}
          focus={Math.min(focus, samples.length - 1)}
          rejectKey={keyCap(bindings, 'reject')}
          onFocus={setFocus}
          onReject={reject}
        />
      ) : (
        <Skeleton className="mt-3 h-[560px]" />
      )}
      <div className="sticky bottom-0 mt-auto border-t border-line bg-bg pb-2">
        <KeyLegend bindings={bindings} entries={['accept', 'reject', 'move', 'undo', 'back']} />
      </div>
    </div>
  );
}

const steps = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: sampleColumns,
  ArrowUp: -sampleColumns,
} as const;

function GroupTitle(props: { readonly target: SweepTarget; readonly group: SweepGroup | null }) {
  const t = useTranslations('sweeps.group');
  const isKorean = useLocale() === 'ko';
  const { target, group } = props;
  if (!group) return <h1 className="h-[50px] text-title font-[650]">{target.valueKey}</h1>;
  const { category, attribute, count } = group;
  return (
    <>
      <p className="text-label text-faint">
        {isKorean ? category.nameKo : category.nameEn} ›{' '}
        {isKorean ? attribute.nameKo : attribute.nameEn} · {t('count', { count })}
      </p>
      <h1 className="text-title font-[650] tracking-[-0.015em]">
        <Reading surface={target.surface}>
          <HeldValueText held={group} attribute={attribute} />
        </Reading>
      </h1>
    </>
  );
}
