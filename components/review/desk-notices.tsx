'use client';

import { Kbd } from '@/components/ui/kbd';
import type { DeskView, Notice } from '@/lib/desk/desk-view';
import type { Sheet } from '@/lib/desk/desk-state';
import { useNow } from '@/lib/desk/hooks';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState, type ReactNode } from 'react';
import { nameOf, valuesText } from './value-text';

const shownMs = 4000;

/** Words about the last key: spoken politely, and shown in the footer, over nothing. */
export function DeskNotices(props: {
  readonly view: DeskView;
  readonly undoKey: string;
  onUndo(): void;
  /** What the last correction could do elsewhere. */
  readonly offer: ReactNode;
}) {
  const { view } = props;
  const words = useNoticeWords();
  const text = view.notice ? words(view.notice) : '';
  const last = lastSubmission(view);
  return (
    <div className="flex min-w-0 flex-1 items-center gap-4">
      <div role="status" aria-live="polite" className="sr-only">
        {text}
      </div>
      {view.notice && isWorthShowing(view.notice) ? (
        <FadingLine key={view.notice.id} text={text} />
      ) : null}
      {props.offer}
      {last ? <GraceLine key={last.submission?.commitId} sheet={last} {...props} /> : null}
    </div>
  );
}

/** A decision shows itself on its row; everything else wants words. */
function isWorthShowing({ kind }: Notice): boolean {
  return kind !== 'decided' && kind !== 'opened';
}

function lastSubmission({ desk }: DeskView): Sheet | null {
  const step = desk.undo.findLast((each) => each.kind === 'submit');
  const sheet = step ? desk.sheets.get(step.productId) : undefined;
  return sheet?.submission ? sheet : null;
}

function FadingLine({ text }: { readonly text: string }) {
  const [isShown, setShown] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setShown(false), shownMs);
    return () => clearTimeout(timer);
  }, []);
  return isShown ? (
    <p aria-hidden title={text} className="min-w-0 truncate font-medium">
      {text}
    </p>
  ) : null;
}

const tickMs = 250;

/** The product that was just submitted, until it lands. */
function GraceLine(props: { readonly sheet: Sheet; readonly undoKey: string; onUndo(): void }) {
  const t = useTranslations('review.grace');
  const now = useNow(tickMs);
  const { submission, product } = props.sheet;
  const landsAt = submission?.landsAt ?? null;
  const seconds = landsAt === null ? null : Math.ceil((Date.parse(landsAt) - now) / 1000);
  if (seconds !== null && seconds <= 0) return null;
  return (
    <p className="flex min-w-0 items-center gap-2">
      <span className="font-semibold whitespace-nowrap text-ok">{t('submitted')}</span>
      <span className="min-w-0 truncate text-muted">{product.title}</span>
      <span aria-hidden className="whitespace-nowrap text-muted">
        {seconds === null ? t('waiting') : t('lands', { seconds })}
      </span>
      <button
        type="button"
        onMouseDown={(event) => event.preventDefault()}
        onClick={props.onUndo}
        className="inline-flex items-center gap-1.5 font-semibold whitespace-nowrap hover:text-accent"
      >
        {t('undo')} <Kbd>{props.undoKey}</Kbd>
      </button>
    </p>
  );
}

function useNoticeWords(): (notice: Notice) => string {
  const t = useTranslations('review');
  const locale = useLocale();
  return (notice) => {
    switch (notice.kind) {
      case 'decided': {
        const { row, decision } = notice;
        const values = valuesText(decision.values, row.attribute, locale);
        const what =
          decision.kind === 'absent'
            ? t(`status.${decision.absence ?? 'not-stated'}`)
            : `${t(`status.${decision.kind}`)} ${values}`.trim();
        return t('notice.decided', { name: nameOf(row.attribute, locale), what });
      }
      case 'rest':
        return notice.unseen > 0
          ? t('notice.rest-unseen', { count: notice.count, unseen: notice.unseen })
          : t('notice.rest', { count: notice.count });
      case 'pending':
        return t('notice.pending', { count: notice.count });
      case 'refused':
        return t(`notice.${notice.refusal}`);
      case 'no-candidate':
        return t('notice.no-candidate', { place: notice.place });
      case 'unreadable-selection':
        return t('notice.unreadable-selection', {
          name: nameOf(notice.row.attribute, locale),
          text: notice.text,
        });
      case 'undone':
      case 'redone':
        return t(`notice.${notice.kind}`, { count: notice.count });
      case 'skipped':
        return t('notice.skipped', { title: notice.title });
      case 'opened':
        return notice.title;
      case 'swept':
        return notice.leased > 0
          ? t('notice.swept-leased', { count: notice.count, leased: notice.leased })
          : t('notice.swept', { count: notice.count });
      case 'synonym-applied':
      case 'synonym-proposed':
        return t(`notice.${notice.kind}`, { spelling: notice.spelling });
      case 'sweep-undone':
      case 'synonym-undone':
      case 'no-correction':
      case 'no-image':
      case 'no-current':
      case 'current-unfit':
      case 'no-selection':
      case 'nothing-to-undo':
      case 'nothing-to-redo':
      case 'one-unit':
      case 'unsubmitted':
      case 'grace-over':
      case 'unreachable':
        return t(`notice.${notice.kind}`);
      case 'problem':
        return notice.detail;
      case 'not-given': {
        const { title, lease, state } = notice.product;
        const why = lease ? t('empty.held', { name: lease.userName }) : t(`empty.state.${state}`);
        return `${title}: ${why}`;
      }
    }
  };
}
