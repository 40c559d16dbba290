import { useFinish } from '@/components/queues/use-finish';
import { countLimit } from '@/lib/curation/limits';
import { ownProgressQuery } from '@/lib/queues/queries';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useId, type ReactNode } from 'react';

/** What the person got done today: one figure in the footer, the rest behind it. */
export function DayProgress({ queueId }: { readonly queueId: string | null }) {
  const t = useTranslations('review.day');
  const format = useFormatter();
  const finish = useFinish();
  const panelId = useId();
  const { data } = useQuery(ownProgressQuery(queueId));
  if (!data) return null;
  const { done, left, perHour } = data;
  const most = left >= countLimit;
  return (
    <>
      <button
        type="button"
        popoverTarget={panelId}
        className="rounded px-1 hover:bg-sunken hover:text-text"
      >
        {t('today', { count: done.products })}
      </button>
      <section
        id={panelId}
        popover="auto"
        aria-label={t('title')}
        className="fixed inset-auto right-4 bottom-[80px] m-0 w-64 rounded-lg border border-line bg-pane p-4 text-text shadow-high"
      >
        <h2 className="mb-2 font-semibold">{t('title')}</h2>
        <dl className="flex flex-col gap-1.5">
          <Figure name={t('products')}>{format.number(done.products)}</Figure>
          <Figure name={t('rows')}>{format.number(done.rows)}</Figure>
          <Figure name={t('found')}>{format.number(done.found)}</Figure>
          <Figure name={t('speed')}>
            {format.number(done.speed, { style: 'percent', maximumFractionDigits: 0 })}
          </Figure>
        </dl>
        <dl className="mt-3 flex flex-col gap-1.5 border-t border-line pt-3">
          <Figure name={t('left')}>
            {format.number(left)}
            {most ? '+' : null}
          </Figure>
          <Figure name={t('per-hour')}>{perHour === null ? '–' : format.number(perHour)}</Figure>
          <Figure name={t('finishes')}>{finish(data)}</Figure>
        </dl>
      </section>
    </>
  );
}

function Figure(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-muted">{props.name}</dt>
      <dd className="font-semibold tabular-nums">{props.children}</dd>
    </div>
  );
}
