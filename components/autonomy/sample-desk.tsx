'use client';

import { usePageKeys, type FixedKey } from '@/components/curation/use-page-keys';
import { RowSnippet } from '@/components/review/row-snippet';
import { ValueEditor } from '@/components/review/value-editor';
import { nameOf, valuesText } from '@/components/review/value-text';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Kbd } from '@/components/ui/kbd';
import { Loaded } from '@/components/ui/loaded';
import { EmptyState, PageHeader } from '@/components/ui/page';
import type { JudgeInput, SampleList } from '@/lib/autonomy/contract';
import { useJudgeSample } from '@/lib/autonomy/hooks';
import { sampleQuery } from '@/lib/autonomy/queries';
import { candidatesOf } from '@/lib/desk/candidates';
import type { ReviewRow } from '@/lib/curation/contract';
import { keyCap } from '@/lib/desk/key-registry';
import { proposedValues } from '@/lib/curation/values';
import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';

type Sampled = SampleList['values'][number];
type Answer = Omit<JudgeInput, 'id'>;

/** Values that nobody looked at, drawn for a person: right, or what they should have been. */
export function SampleDesk() {
  const t = useTranslations('autonomy');
  const query = useQuery(sampleQuery);
  const list = query.data;
  return (
    <>
      <PageHeader
        title={t('sample')}
        lead={t('sample-lead')}
        actions={
          list ? (
            <span className="text-muted">{t('sample-waiting', { count: list.waiting })}</span>
          ) : null
        }
      />
      <Loaded query={query} skeleton="h-80" />
      {list && list.values.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={t('sample-empty-title')}>
          {t('sample-empty-body')}
        </EmptyState>
      ) : null}
      {list && list.values.length > 0 ? <SampledValues values={list.values} /> : null}
    </>
  );
}

const answerKeys = [
  'accept',
  'edit',
  'not-stated',
  'not-applicable',
  'conflict',
  'reject',
] as const;
type AnswerKey = (typeof answerKeys)[number];

/** Null where the key asks for a value to be typed. */
function answerOf(key: AnswerKey, row: ReviewRow): Answer | null {
  switch (key) {
    case 'accept':
      return { kind: 'accept', values: proposedValues(row.proposal), absence: null };
    case 'edit':
      return null;
    case 'reject':
      return { kind: 'reject', values: [], absence: null };
    case 'not-stated':
    case 'not-applicable':
    case 'conflict':
      return { kind: 'absent', values: [], absence: key };
  }
}

/** One value is in focus and takes the keys of the review screen; an answer goes on to the next. */
function SampledValues({ values }: { readonly values: readonly Sampled[] }) {
  const t = useTranslations('autonomy');
  const judge = useJudgeSample();
  // Gone from the page as soon as they are answered; one that is refused comes back.
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const [focusedId, setFocusedId] = useState(values[0]?.decisionId ?? null);
  const [editedId, setEditedId] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = values.filter(({ decisionId }) => !answered.has(decisionId));
  const place = Math.max(
    0,
    shown.findIndex(({ decisionId }) => decisionId === focusedId),
  );
  const focused = shown[place];

  const focus = (decisionId: string | undefined) => {
    if (decisionId === undefined) return;
    setFocusedId(decisionId);
    list.current?.querySelector<HTMLElement>(`[data-value="${decisionId}"]`)?.focus();
  };
  const answer = (sampled: Sampled, key: AnswerKey, edited?: Answer) => {
    const { decisionId, product } = sampled;
    const [row] = product.rows;
    const given = edited ?? (row ? answerOf(key, row) : null);
    if (given === null) return setEditedId(decisionId);
    setEditedId(null);
    const at = shown.indexOf(sampled);
    focus((shown[at + 1] ?? shown[at - 1])?.decisionId);
    setAnswered((before) => new Set(before).add(decisionId));
    judge.mutate(
      { decisionId, id: crypto.randomUUID(), ...given },
      {
        onError: (error) => {
          toast.error(error.message);
          setAnswered((before) => new Set([...before].filter((each) => each !== decisionId)));
        },
        onSuccess: () =>
          toast.success(t(given.kind === 'accept' ? 'judged-right' : 'judged-wrong')),
      },
    );
  };
  const act = (key: AnswerKey | FixedKey): boolean => {
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        focus(shown[place + (key === 'ArrowDown' ? 1 : -1)]?.decisionId);
        return true;
      case 'ArrowLeft':
      case 'ArrowRight':
      case 'Enter':
      case 'Escape':
        return false;
      default:
        if (focused) answer(focused, key);
        return true;
    }
  };
  const { bindings } = usePageKeys(answerKeys, act);
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[data-value]')?.focus();
  }, []);

  return (
    <>
      <ul ref={list} aria-label={t('sample')} className="flex flex-col gap-3">
        {shown.map((sampled) => (
          <SampledValue
            key={sampled.decisionId}
            sampled={sampled}
            isFocused={sampled === focused}
            isEdited={sampled.decisionId === editedId}
            capOf={(key) => keyCap(bindings, key)}
            onFocus={() => setFocusedId(sampled.decisionId)}
            onAnswer={(key, edited) => answer(sampled, key, edited)}
            onEditEnd={() => {
              setEditedId(null);
              focus(sampled.decisionId);
            }}
          />
        ))}
      </ul>
      <p className="mt-3 flex items-center gap-1.5 text-label text-muted">
        <Kbd>↑</Kbd>
        <Kbd>↓</Kbd>
        {t('move')}
      </p>
    </>
  );
}

function SampledValue(props: {
  readonly sampled: Sampled;
  readonly isFocused: boolean;
  readonly isEdited: boolean;
  capOf(key: AnswerKey): string;
  onFocus(): void;
  onAnswer(key: AnswerKey, edited?: Answer): void;
  onEditEnd(): void;
}) {
  const { sampled, isFocused } = props;
  const t = useTranslations('autonomy');
  const locale = useLocale();
  const { product, decisionId } = sampled;
  const [row] = product.rows;
  if (!row) return null;
  return (
    <li
      data-value={decisionId}
      tabIndex={isFocused ? 0 : -1}
      onFocus={props.onFocus}
      aria-current={isFocused}
      className={classNames(
        'rounded-lg border bg-pane p-4 shadow-low',
        isFocused ? 'border-accent' : 'border-line',
      )}
    >
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <p lang="ko" className="truncate font-medium">
            {product.title}
          </p>
          <p className="text-label text-faint">
            {nameOf(product.category, locale)} · {product.seller}
          </p>
        </div>
        <Link
          href={`/products/${product.productId}`}
          className="shrink-0 text-label text-accent hover:underline"
        >
          {t('open-product')}
        </Link>
      </div>
      <div className="mt-3 grid grid-cols-[10rem_1fr] items-start gap-4 max-md:grid-cols-1">
        <div>
          <b className="font-semibold">{nameOf(row.attribute, locale)}</b>
          <div className="text-label text-faint">{row.attribute.guideline}</div>
        </div>
        <div className="min-w-0">
          {props.isEdited ? (
            <ValueEditor
              row={row}
              decision={null}
              unit={null}
              candidates={candidatesOf(row)}
              onSave={(values) =>
                props.onAnswer('edit', { kind: 'correct', values: [...values], absence: null })
              }
              onCancel={props.onEditEnd}
            />
          ) : (
            <p className="text-value font-semibold">
              {valuesText(proposedValues(row.proposal), row.attribute, locale)}
            </p>
          )}
          <RowSnippet row={row} decision={null} product={product} isFocused />
          <div className="mt-2 flex flex-wrap gap-2">
            {answerKeys.map((key) => (
              <Button
                key={key}
                size="small"
                tabIndex={isFocused ? 0 : -1}
                tone={key === 'accept' && isFocused ? 'primary' : 'plain'}
                onClick={() => props.onAnswer(key)}
              >
                {t(`answer.${key}`)}
                {isFocused && props.capOf(key) ? <Kbd>{props.capOf(key)}</Kbd> : null}
              </Button>
            ))}
          </div>
        </div>
      </div>
    </li>
  );
}
