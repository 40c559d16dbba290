'use client';

import { Loaded } from '@/components/ui/loaded';
import { HeldValueText } from '@/components/curation/held-value';
import { RadiusLine } from '@/components/sweeps/radius-line';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Confidence } from '@/components/ui/confidence';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { isPress } from '@/lib/browser/keyboard';
import type {
  AlikeProposal,
  CorrectionAftermath,
  SynonymWish,
} from '@/lib/discussion/correction-contract';
import { useApplySweep } from '@/lib/sweeps/hooks';
import { aftermathQuery, wishSynonym } from '@/lib/discussion/queries';
import { sweepGroupQuery, sweepRadiusQuery } from '@/lib/sweeps/queries';
import { splitSweep } from '@/lib/sweeps/split-sweep';
import type {
  Sweep,
  SweepAddress,
  SweepPredicate,
  SweepSample,
  SweepTarget,
} from '@/lib/sweeps/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { fromDesk } from '@/lib/sweeps/sweep-address';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useRef, useState, type ReactNode } from 'react';
import { moveFocus, useFirstItem } from './move-focus';
import { nameOf, valuesText } from './value-text';

/** The same sample while the panel is open, whatever is left out. */
const sampleSeed = 7;

interface CorrectionPanelProps {
  readonly decisionId: string;
  readonly isLead: boolean;
  onApplied(sweep: Sweep): void;
  onSynonym(wish: SynonymWish): void;
  onVisit(productId: number, proposalId: number): void;
  onClose(): void;
}

/** One correction, everywhere it belongs: the same spelling, the schema, and what is most like it. */
export function CorrectionPanel(props: CorrectionPanelProps) {
  const t = useTranslations('review');
  const locale = useLocale();
  const query = useQuery(aftermathQuery(props.decisionId));
  const { data } = query;
  return (
    <Dialog
      open
      placement="side"
      className="w-[520px]"
      title={t('correction.title')}
      description={data ? nameOf(data.attribute, locale) : undefined}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <Loaded query={query} skeleton="h-64">
        {(aftermath) => <Parts {...props} aftermath={aftermath} />}
      </Loaded>
    </Dialog>
  );
}

function Parts(props: CorrectionPanelProps & { readonly aftermath: CorrectionAftermath }) {
  const t = useTranslations('review');
  const { aftermath } = props;
  const router = useRouter();
  const panel = useRef<HTMLDivElement>(null);
  useFirstItem(panel, true);
  const sweep = useSameSpelling(props);
  const synonym = useSynonym(props);
  const { alike, errorKind, category, attribute } = aftermath;

  const focused = (): HTMLElement | null =>
    document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const acts: Readonly<Record<string, () => void>> = {
    KeyA: sweep.apply,
    KeyR: () => sweep.reject(Number(focused()?.dataset.sample)),
    KeyZ: sweep.takeBack,
    KeyT: synonym.wish,
    KeyG: () => {
      const chosen = alike[Number(focused()?.dataset.alike)];
      const path = chosen ? sweepPath(category.key, attribute.key, chosen) : null;
      if (path !== null) router.push(fromDesk(path));
    },
  };

  return (
    <div
      ref={panel}
      className="flex flex-col gap-5"
      onKeyDown={(event) => {
        if (!isPress(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return;
        const act = acts[event.code];
        if (act) act();
        else if (!panel.current || !moveFocus(panel.current, event.code)) return;
        event.preventDefault();
      }}
    >
      {errorKind ? (
        <p className="flex items-center gap-2">
          <span className="text-muted">{t('error-kind.label')}</span>
          <Badge tone="warn">{t(`error-kind.${errorKind}`)}</Badge>
        </p>
      ) : null}
      {sweep.part}
      {synonym.part}
      <Part
        title={t('correction.alike', { count: alike.length })}
        hint={t('correction.alike-hint')}
      >
        {alike.length === 0 ? (
          <p className="text-faint">{t('correction.alike-none')}</p>
        ) : (
          <ul className="flex flex-col gap-1.5">
            {alike.map((each, place) => (
              <AlikeLine
                key={each.proposalId}
                alike={each}
                place={place}
                aftermath={aftermath}
                onVisit={() => props.onVisit(each.productId, each.proposalId)}
              />
            ))}
          </ul>
        )}
      </Part>
    </div>
  );
}

function sweepPath(category: string, attribute: string, alike: AlikeProposal): string | null {
  if (alike.valueKey === null) return null;
  const { surface, valueKey: value } = alike;
  const address: SweepAddress = { category, attribute, surface, value };
  return `/sweeps?${new URLSearchParams(address)}`;
}

interface Acting {
  readonly part: ReactNode;
}

/** The group that has the corrected spelling: its sample, what applying changes, and applying it. */
function useSameSpelling({
  aftermath,
  onApplied,
}: CorrectionPanelProps & { readonly aftermath: CorrectionAftermath }): Acting & {
  apply(): void;
  reject(productId: number): void;
  takeBack(): void;
} {
  const t = useTranslations('review.correction');
  const { target, decisionId, same, attribute } = aftermath;
  const [rests, setRests] = useState<readonly SweepPredicate[]>([]);
  const [complaint, setComplaint] = useState('');
  const mutation = useApplySweep();
  const predicate = rests.at(-1) ?? firstPredicate(target, decisionId);
  const isThere = target !== null && same > 0;
  const group = useQuery({ ...sweepGroupQuery({ predicate, seed: sampleSeed }), enabled: isThere });
  const radius = useQuery({ ...sweepRadiusQuery(predicate), enabled: isThere });
  const isReady = group.data !== undefined && radius.isSuccess && !mutation.isPending;

  const apply = () => {
    if (!isReady) return;
    const { asOf, sampleHash, samples } = group.data;
    const sampleIds = samples.map(({ proposalId }) => proposalId);
    mutation.mutate(
      { predicate, asOf, sampleHash, sampleIds },
      {
        onSuccess: onApplied,
        onError: (error) => {
          setComplaint(error.message);
          void group.refetch();
          void radius.refetch();
        },
      },
    );
  };
  const reject = (productId: number) => {
    const sample = group.data?.samples.find((each) => each.productId === productId);
    if (!isReady || !sample) return;
    const rest = splitSweep(group.data, sample);
    if (rest) setRests([...rests, rest]);
    else setComplaint(t('indivisible'));
  };
  const takeBack = () => setRests(rests.slice(0, -1));

  const part = isThere ? (
    <Part title={t('same', { count: group.data?.count ?? same })} hint={t('same-hint')}>
      <p className="mb-2 flex flex-wrap items-baseline gap-2">
        <mark
          lang="ko"
          className="rounded-[3px] bg-mark-faint px-1 font-mono text-[12px] text-inherit"
        >
          {target.surface}
        </mark>
        <span aria-hidden className="text-faint">
          →
        </span>
        {group.data ? (
          <span className="text-value font-semibold">
            <HeldValueText held={group.data} attribute={attribute} />
          </span>
        ) : null}
      </p>
      <RadiusLine radius={radius.data ?? null} error={radius.error} />
      {group.error ? <p className="text-bad">{group.error.message}</p> : null}
      <ul className="mt-2 flex flex-col gap-1">
        {group.data?.samples.map((sample) => (
          <SampleLine key={sample.proposalId} sample={sample} />
        ))}
      </ul>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button tone="primary" data-item aria-disabled={!isReady} onClick={apply}>
          {t('apply', { count: group.data?.count ?? same })} <Kbd>A</Kbd>
        </Button>
        <span className="inline-flex items-center gap-1.5 text-label text-muted">
          <Kbd>R</Kbd> {t('reject')}
        </span>
        {rests.length > 0 ? (
          <Button size="small" onClick={takeBack}>
            {t('take-back', { count: rests.length })} <Kbd>Z</Kbd>
          </Button>
        ) : null}
      </div>
      <p role="alert" className="mt-1 text-label text-bad empty:hidden">
        {complaint}
      </p>
    </Part>
  ) : (
    <Part title={t('same', { count: 0 })}>
      <p className="text-faint">{t('same-none')}</p>
    </Part>
  );
  return { part, apply, reject, takeBack };
}

function firstPredicate(target: SweepTarget | null, correctionId: string): SweepPredicate {
  const nothing = { attributeId: 1, surface: '', valueKey: null };
  return { ...(target ?? nothing), excludedParts: [], excludedProductIds: [], correctionId };
}

/** The spelling that the schema could learn. */
function useSynonym({
  aftermath,
  isLead,
  onSynonym,
}: CorrectionPanelProps & { readonly aftermath: CorrectionAftermath }): Acting & { wish(): void } {
  const t = useTranslations('review.correction');
  const locale = useLocale();
  const [id] = useState(() => crypto.randomUUID());
  const mutation = useMutation({
    mutationFn: () => wishSynonym(id, aftermath.decisionId),
    onSuccess: onSynonym,
  });
  const { synonym, attribute } = aftermath;
  const wish = () => {
    if (synonym && !mutation.isPending) mutation.mutate();
  };
  if (!synonym) return { part: null, wish };
  const owner =
    synonym.value === null
      ? nameOf(attribute, locale)
      : valuesText([synonym.value], attribute, locale);
  const part = (
    <Part title={t('synonym')} hint={isLead ? t('synonym-lead') : t('synonym-md')}>
      <div className="flex flex-wrap items-center gap-2">
        <Button data-item aria-disabled={mutation.isPending} onClick={wish}>
          {t(isLead ? 'synonym-add' : 'synonym-propose', { spelling: synonym.spelling, owner })}{' '}
          <Kbd>T</Kbd>
        </Button>
      </div>
      {mutation.error ? (
        <p role="alert" className="mt-1 text-label text-bad">
          {mutation.error.message}
        </p>
      ) : null}
    </Part>
  );
  return { part, wish };
}

function Part(props: {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}) {
  return (
    <section>
      <h3 className="text-value font-semibold">{props.title}</h3>
      {props.hint ? <p className="mb-2 text-label text-muted">{props.hint}</p> : null}
      {props.children}
    </section>
  );
}

function SampleLine({ sample }: { readonly sample: SweepSample }) {
  return (
    <li>
      <div
        data-item
        data-sample={sample.productId}
        tabIndex={-1}
        className="rounded-md border border-line px-2.5 py-1.5 -outline-offset-2"
      >
        <div className="flex items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-medium" title={sample.title}>
            {sample.title}
          </span>
          <span className="text-label text-faint">{sample.seller}</span>
          <Confidence value={sample.confidence} />
        </div>
        <Snippet pieces={sample.snippet} />
      </div>
    </li>
  );
}

function AlikeLine(props: {
  readonly alike: AlikeProposal;
  readonly place: number;
  readonly aftermath: CorrectionAftermath;
  onVisit(): void;
}) {
  const t = useTranslations('review.correction');
  const locale = useLocale();
  const { alike, aftermath } = props;
  const values = valuesText(alike.values, aftermath.attribute, locale);
  return (
    <li>
      <button
        type="button"
        data-item
        data-alike={props.place}
        onClick={props.onVisit}
        className="block w-full rounded-md border border-line px-2.5 py-1.5 text-left -outline-offset-2 hover:border-accent"
      >
        <span className="flex items-center gap-2">
          <span
            lang="ko"
            className="max-w-40 truncate rounded-[3px] bg-mark-faint px-1 font-mono text-[12px]"
          >
            {alike.surface}
          </span>
          <span className="truncate font-semibold">{values === '' ? t('unread') : values}</span>
          <span className="ml-auto text-label whitespace-nowrap text-faint">{alike.seller}</span>
          <Confidence value={alike.confidence} />
        </span>
        <span className="mt-0.5 block truncate text-label text-muted">{alike.title}</span>
        <Snippet pieces={alike.snippet} />
        <span className="block text-label text-faint">
          {alike.reasons.map((reason) => t(`reason.${reason}`)).join(' · ')}
        </span>
      </button>
    </li>
  );
}

function Snippet({ pieces }: { readonly pieces: SweepSample['snippet'] }) {
  if (pieces.length === 0) return null;
  return (
    <span lang="ko" className="block truncate font-mono text-[12px] text-muted">
      {pieces.map(({ text, isMark }, place) =>
        isMark ? (
          <mark key={place} className="rounded-[3px] bg-mark px-0.5 font-semibold text-text">
            {text}
          </mark>
        ) : (
          <span key={place}>{text}</span>
        ),
      )}
    </span>
  );
}
