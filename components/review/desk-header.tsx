'use client';

import { Logo } from '@/components/shell/logo';
import { classNames } from '@/components/ui/class-names';
import type { DeskView } from '@/lib/desk/desk-view';
import { isDecided, tally, type Sheet } from '@/lib/desk/desk-state';
import { useNow } from '@/lib/desk/hooks';
import { AlertTriangle, Check, CloudOff, LoaderCircle } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { TimeBox } from './time-box';
import { nameOf } from './value-text';

/** One line: where this is, how far it has come, how long it is held, whether it is saved. */
export function DeskHeader(props: {
  readonly view: DeskView;
  readonly sheet: Sheet | null;
  readonly queueName: string | null;
  /** The time that the person has, when they said so. */
  readonly minutes: number | null;
  /** Comments and mentions. */
  readonly notes: ReactNode;
}) {
  const { view, sheet } = props;
  const t = useTranslations('review');
  return (
    <header className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] items-center gap-4 border-b max-lg:grid-cols-[minmax(0,1fr)_auto_auto] border-line bg-pane px-4">
      <div className="flex min-w-0 items-center gap-3.5">
        <Link
          href="/"
          prefetch={false}
          aria-label={`Avenue, ${t('commands.home')}`}
          className="shrink-0"
        >
          <Logo />
        </Link>
        <Crumbs sheet={sheet} queueName={props.queueName ?? t('header.all-products')} />
      </div>
      <div className="flex items-center gap-2.5">
        {sheet ? <ProgressDots sheet={sheet} /> : null}
      </div>
      <div className="flex items-center justify-end gap-4 whitespace-nowrap text-muted">
        {props.minutes === null ? null : <TimeBox view={view} minutes={props.minutes} />}
        {/* Rooms of their own, so that nothing before them moves when they come late. */}
        <span className="min-w-20 text-right">
          {sheet?.product.lease ? <LeaseClock until={sheet.product.lease.until} /> : null}
        </span>
        <SavedState view={view} />
        <div className="flex min-w-20 items-center justify-end gap-1">{props.notes}</div>
      </div>
    </header>
  );
}

function Crumbs({
  sheet,
  queueName,
}: {
  readonly sheet: Sheet | null;
  readonly queueName: string;
}) {
  const t = useTranslations('review');
  const locale = useLocale();
  const category = sheet?.product.category;
  const path = category ? (locale === 'ko' ? category.pathKo : category.pathEn) : [];
  const names = category ? [...path, nameOf(category, locale)] : [];
  return (
    <nav aria-label={t('title')} className="min-w-0 truncate text-muted">
      <Link
        href="/queues"
        prefetch={false}
        title={t('leave')}
        className="hover:text-text hover:underline"
      >
        {queueName}
      </Link>
      {names.length > 0 ? (
        <>
          {' › '}
          <b className="font-semibold text-text">{names.join(' › ')}</b>
        </>
      ) : null}
      {sheet ? ` · ${t('evidence.seller')} ${sheet.product.seller}` : null}
    </nav>
  );
}

/** One bar for every row in its order: amber needs a person, green is decided. */
function ProgressDots({ sheet }: { readonly sheet: Sheet }) {
  const t = useTranslations('review.header');
  const { total, needs, right } = tally(sheet);
  const left = needs + right;
  const words =
    total === 0
      ? t('none')
      : needs > 0
        ? t('needs', { total, needs })
        : left > 0
          ? t('left', { total, left })
          : t('done');
  return (
    <>
      <span
        aria-hidden
        className="flex w-max max-w-[280px] gap-[3px] max-xl:max-w-[160px] max-lg:hidden"
      >
        {sheet.order.map((id) => (
          <span
            key={id}
            className={classNames(
              'h-1.5 w-3.5 min-w-[2px] shrink rounded-[2px]',
              isDecided(sheet, id)
                ? 'bg-ok'
                : { needs: 'bg-warn', right: 'bg-line-strong', absent: 'bg-line' }[
                    sheet.rows.get(id)?.group ?? 'right'
                  ],
            )}
          />
        ))}
      </span>
      <b className="font-bold whitespace-nowrap">{words}</b>
    </>
  );
}

function LeaseClock({ until }: { readonly until: string }) {
  const t = useTranslations('review.header');
  const left = Math.max(0, Date.parse(until) - useNow(1000));
  const seconds = Math.ceil(left / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const isShort = seconds < 60;
  return (
    <span role="timer" title={t('lease-hint')} className={isShort ? 'text-warn' : undefined}>
      {seconds === 0 ? t('lease-over') : t('lease', { time })}
    </span>
  );
}

type SavedKind = 'saved' | 'saving' | 'queued' | 'signed-out' | 'outdated' | 'conflict';

function savedKind({ outbox, troubles }: DeskView): SavedKind {
  if (troubles.length > 0) return 'conflict';
  if (outbox.pending === 0) return 'saved';
  switch (outbox.trouble) {
    case null:
      return 'saving';
    case 'network':
      return 'queued';
    case 'signed-out':
    case 'outdated':
      return outbox.trouble;
  }
}

const savedLook = {
  saved: { Icon: Check, tone: 'text-ok' },
  saving: { Icon: LoaderCircle, tone: 'text-muted' },
  queued: { Icon: CloudOff, tone: 'text-warn' },
  'signed-out': { Icon: CloudOff, tone: 'text-warn' },
  outdated: { Icon: CloudOff, tone: 'text-warn' },
  conflict: { Icon: AlertTriangle, tone: 'text-bad' },
} as const;

function SavedState({ view }: { readonly view: DeskView }) {
  const t = useTranslations('review');
  const kind = savedKind(view);
  const { Icon, tone } = savedLook[kind];
  const count = kind === 'conflict' ? view.troubles.length : view.outbox.pending;
  return (
    <span
      data-saved={kind}
      title={t(`saved-hint.${kind}`)}
      className="inline-flex min-w-[104px] items-center justify-end gap-1.5"
    >
      <Icon aria-hidden className={`size-3.5 ${tone}`} strokeWidth={2.5} />
      <span className={kind === 'saved' || kind === 'saving' ? undefined : `font-semibold ${tone}`}>
        {t(`saved.${kind}`, { count })}
      </span>
    </span>
  );
}
