import { useWriteTime } from '@/components/ui/use-write-time';
import type { Overview } from '@/lib/queues/server';
import { useFormatter, useTranslations } from 'next-intl';

const height = 132;
const series = ['accepted', 'corrected', 'absent'] as const;
const fill = { accepted: 'var(--ok)', corrected: 'var(--warn)', absent: 'var(--line-strong)' };

/** Decisions of the last days as stacked bars; the table behind it is read by screen readers. */
export function DecisionChart({ days }: { readonly days: Overview['days'] }) {
  const t = useTranslations('home');
  const format = useFormatter();
  const writeTime = useWriteTime();
  const sums = days.map((day) => series.reduce((sum, name) => sum + day[name], 0));
  const top = Math.max(1, ...sums);
  const dayName = (day: string) =>
    writeTime(new Date(`${day}T00:00:00+09:00`), {
      month: 'numeric',
      day: 'numeric',
      weekday: 'short',
    });
  return (
    <>
      <ul className="mb-3 flex gap-4 text-label text-muted">
        {series.map((name) => (
          <li key={name} className="flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-sm" style={{ background: fill[name] }} />
            {t(`series.${name}`)}
          </li>
        ))}
      </ul>
      <div aria-hidden className="grid auto-cols-fr grid-flow-col items-end gap-3">
        {days.map((day, index) => (
          <div key={day.day} className="flex flex-col items-center gap-1">
            <span className="text-label text-muted">{format.number(sums[index] ?? 0)}</span>
            <div
              className="flex w-full max-w-16 flex-col-reverse overflow-hidden rounded-t-sm border-b border-line-strong"
              style={{ height }}
            >
              {series.map((name) => (
                <div
                  key={name}
                  style={{ height: (day[name] / top) * height, background: fill[name] }}
                />
              ))}
            </div>
            <span className="text-label text-faint">{dayName(day.day)}</span>
          </div>
        ))}
      </div>
      <table className="sr-only">
        <caption>{t('days-title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('day')}</th>
            {series.map((name) => (
              <th key={name} scope="col">
                {t(`series.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{dayName(day.day)}</th>
              {series.map((name) => (
                <td key={name}>{format.number(day[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
