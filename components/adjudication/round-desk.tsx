'use client';

import { EvidencePane } from '@/components/review/evidence-pane';
import { ImageZoom } from '@/components/review/lazy-overlays';
import { nameOf } from '@/components/review/value-text';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { isPress, isTypingTarget } from '@/lib/browser/keyboard';
import { makeSheet } from '@/lib/desk/desk-state';
import { useSettleRound } from '@/lib/overlap/hooks';
import type { RoundDetail, RoundRow, Verdict } from '@/lib/overlap/contract';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { RoundRowView } from './round-row';

type Choice = Verdict['choice'];

/** Answers side by side beside the evidence; a lead chooses by key, and what is chosen is committed. */
export function RoundDesk(props: { readonly detail: RoundDetail; readonly mayDecide: boolean }) {
  const { detail, mayDecide } = props;
  const { round, product, rows } = detail;
  const t = useTranslations('adjudication');
  const router = useRouter();
  const settle = useSettleRound(round.id);
  const disputed = rows.filter(({ isDisputed }) => isDisputed);
  const [focusedId, setFocusedId] = useState(rows[0]?.proposalId ?? null);
  const [editedId, setEditedId] = useState<number | null>(null);
  const [choices, setChoices] = useState<ReadonlyMap<number, Choice>>(new Map());
  const [zoomed, setZoomed] = useState<number | null>(null);
  const [sheet] = useState(() => makeSheet(product));
  const list = useRef<HTMLUListElement>(null);
  const left = disputed.filter(({ proposalId }) => !choices.has(proposalId));

  const focus = (proposalId: number) => {
    setFocusedId(proposalId);
    list.current?.querySelector<HTMLElement>(`[data-row="${proposalId}"]`)?.focus();
  };
  const choose = (row: RoundRow, choice: Choice) => {
    if (!mayDecide || !row.isDisputed) return;
    const changed = new Map(choices).set(row.proposalId, choice);
    setChoices(changed);
    setEditedId(null);
    const next = disputed.find(({ proposalId }) => !changed.has(proposalId));
    focus((next ?? row).proposalId);
  };
  const submit = () => {
    if (!mayDecide || left.length > 0 || settle.isPending) return;
    const verdicts = [...choices].map(([proposalId, choice]) => ({ proposalId, choice }));
    settle.mutate(verdicts, {
      onSuccess: (next) => router.push(next === null ? '/adjudication' : `/adjudication/${next}`),
    });
  };
  const move = (step: 1 | -1) => {
    const at = rows.findIndex(({ proposalId }) => proposalId === focusedId);
    const next = rows[at + step];
    if (next) focus(next.proposalId);
  };

  /** False when the key stays the browser's. */
  const act = (code: string): boolean => {
    const row = rows.find(({ proposalId }) => proposalId === focusedId);
    const slot = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
    if (row && slot !== undefined) {
      const given = row.answers[Number(slot) - 1];
      if (given) choose(row, { kind: 'answer', slot: given.slot });
      return given !== undefined;
    }
    switch (code) {
      case 'ArrowDown':
      case 'ArrowUp':
        move(code === 'ArrowDown' ? 1 : -1);
        return true;
      case 'KeyE':
      case 'F2':
        if (row?.isDisputed && mayDecide) setEditedId(row.proposalId);
        return true;
      case 'KeyN':
      case 'KeyX':
      case 'KeyC':
        if (row) choose(row, { kind: 'absent', absence: absences[code] });
        return true;
      case 'KeyR':
        if (row) choose(row, { kind: 'reject' });
        return true;
      case 'Enter':
      case 'NumpadEnter':
        submit();
        return true;
      default:
        return false;
    }
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!isPress(event) || !isPlain || zoomed !== null || isTypingTarget(event.target)) return;
    const isControl = event.target instanceof HTMLElement && event.target.closest('a, button');
    if (isControl && event.code === 'Enter') return;
    if (act(event.code)) event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    list.current?.querySelector<HTMLElement>('[data-row]')?.focus();
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <div className="grid h-dvh min-h-[480px] min-w-[960px] grid-rows-[48px_minmax(0,1fr)_40px] bg-bg">
      <RoundHead detail={detail} left={mayDecide ? left.length : null} />
      <main className="grid min-h-0 grid-cols-[50fr_50fr]">
        <EvidencePane
          sheet={{ ...sheet, focusedId }}
          onPick={focus}
          onZoom={(place) => setZoomed(place)}
        />
        <section className="flex min-h-0 flex-col border-l border-line bg-pane">
          <ul ref={list} aria-label={t('rows')} className="min-h-0 flex-1 overflow-auto">
            {rows.map((row) => (
              <RoundRowView
                key={row.proposalId}
                row={row}
                reviewers={detail.reviewers}
                reviewRow={sheet.rows.get(row.proposalId) ?? null}
                choice={choices.get(row.proposalId) ?? null}
                isFocused={row.proposalId === focusedId}
                isEdited={row.proposalId === editedId}
                mayDecide={mayDecide && row.isDisputed}
                onFocus={() => setFocusedId(row.proposalId)}
                onChoose={(choice) => choose(row, choice)}
                onEdit={() => setEditedId(row.proposalId)}
                onEditEnd={() => {
                  setEditedId(null);
                  focus(row.proposalId);
                }}
              />
            ))}
          </ul>
          {settle.error ? (
            <p role="alert" className="border-t border-line px-4 py-2 text-bad">
              {settle.error.message}
            </p>
          ) : null}
        </section>
      </main>
      <RoundFooter
        mayDecide={mayDecide}
        isReady={left.length === 0 && !settle.isPending}
        onSubmit={submit}
      />
      {zoomed === null ? null : (
        <ImageZoom urls={product.imageUrls} place={zoomed} onClose={() => setZoomed(null)} />
      )}
    </div>
  );
}

/** Where one is, and how many rows still want a verdict: null for who may not give one. */
function RoundHead({
  detail,
  left,
}: {
  readonly detail: RoundDetail;
  readonly left: number | null;
}) {
  const { round, product, rows } = detail;
  const t = useTranslations('adjudication');
  const locale = useLocale();
  const disputed = rows.filter(({ isDisputed }) => isDisputed);
  return (
    <header className="flex items-center justify-between gap-4 border-b border-line bg-pane px-4">
      <nav aria-label={t('title')} className="min-w-0 truncate text-muted">
        <Link href="/adjudication" className="hover:text-text hover:underline">
          {t('title')}
        </Link>
        {' › '}
        <b className="font-semibold text-text">{nameOf(product.category, locale)}</b>
        {round.queueName ? ` · ${round.queueName}` : null}
      </nav>
      <b className="font-bold whitespace-nowrap">
        {left !== null
          ? t('left', { total: disputed.length, left })
          : round.settledBy
            ? t('settled-by', { name: round.settledBy })
            : t('all-agreed', { rows: rows.length })}
      </b>
    </header>
  );
}

interface FooterProps {
  readonly mayDecide: boolean;
  readonly isReady: boolean;
  readonly onSubmit: () => void;
}

function RoundFooter({ mayDecide, isReady, onSubmit }: FooterProps) {
  const t = useTranslations('adjudication');
  return (
    <footer className="flex items-center gap-4 border-t border-line bg-pane px-4 text-label text-muted">
      {mayDecide ? (
        <>
          <Hint keys={['1', '2']}>{t('keys.choose')}</Hint>
          <Hint keys={['E']}>{t('keys.other')}</Hint>
          <Hint keys={['N', 'X', 'C']}>{t('keys.absent')}</Hint>
          <Hint keys={['R']}>{t('keys.reject')}</Hint>
          <Hint keys={['↑', '↓']}>{t('keys.move')}</Hint>
          <Button
            size="small"
            tone="primary"
            className="ml-auto"
            disabled={!isReady}
            onClick={onSubmit}
          >
            {t('commit')} <Kbd>↵</Kbd>
          </Button>
        </>
      ) : (
        <Hint keys={['↑', '↓']}>{t('keys.move')}</Hint>
      )}
    </footer>
  );
}

const absences = { KeyN: 'not-stated', KeyX: 'not-applicable', KeyC: 'conflict' } as const;

function Hint(props: { readonly keys: readonly string[]; readonly children: string }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {props.keys.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
      {props.children}
    </span>
  );
}
