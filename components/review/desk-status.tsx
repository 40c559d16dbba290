import { countLimit } from '@/lib/curation/limits';
import { paceOf } from '@/lib/desk/desk-state';
import type { DeskView } from '@/lib/desk/desk-view';
import { useNow } from '@/lib/desk/hooks';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

/** The line over the keys, always as high: what the last key did, and how the day goes. */
export function DeskStatus(props: {
  readonly view: DeskView;
  /** False where the person said how much time there is: the header counts that down. */
  readonly hasPace: boolean;
  /** What was done today. */
  readonly day: ReactNode;
  /** The words about the last key. */
  readonly children: ReactNode;
}) {
  const { view } = props;
  return (
    <div className="flex h-8 min-w-0 items-center gap-4 overflow-hidden border-b border-line px-4 whitespace-nowrap">
      {props.children}
      <div className="ml-auto flex shrink-0 items-center gap-4 text-label text-muted max-lg:hidden">
        <Waiting remaining={view.desk.remaining} ahead={view.desk.upcoming.length} />
        {props.hasPace ? <Pace view={view} /> : null}
        {/* Its room waits for it, so that what stands before it does not move. */}
        <span className="min-w-20 text-right">{props.day}</span>
      </div>
    </div>
  );
}

function Waiting(props: { readonly remaining: number | null; readonly ahead: number }) {
  const t = useTranslations('review.header');
  if (props.remaining === null) return null;
  const key = props.remaining >= countLimit ? 'remaining-many' : 'remaining';
  return <span>{t(key, { count: props.remaining + props.ahead })}</span>;
}

const paceRefreshMs = 30_000;

function Pace({ view }: { readonly view: DeskView }) {
  const t = useTranslations('review.header');
  const now = useNow(paceRefreshMs);
  const { submittedAt } = view.desk;
  const pace = paceOf(submittedAt, view.beganAt, Math.max(now, submittedAt.at(-1) ?? 0));
  if (pace === null) return null;
  return <span title={t('pace-hint')}>{t('pace', { count: pace })}</span>;
}
