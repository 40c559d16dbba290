import { Badge, type Tone } from '@/components/ui/badge';
import { Progress } from '@/components/ui/page';
import type { ImportState, ImportSummary } from '@/lib/imports/contract';
import { useFormatter, useTranslations } from 'next-intl';

const tones: Record<ImportState, Tone> = {
  uploaded: 'warn',
  queued: 'neutral',
  running: 'accent',
  paused: 'warn',
  done: 'ok',
  failed: 'bad',
  cancelled: 'neutral',
};

/** The state of an import in words. */
export function ImportStateBadge({ summary }: { readonly summary: ImportSummary }) {
  const t = useTranslations('imports');
  if (summary.isStalled) return <Badge tone="warn">{t('state.stalled')}</Badge>;
  return <Badge tone={tones[summary.state]}>{t(`state.${summary.state}`)}</Badge>;
}

/** How much of the file has been read, with the share in figures. */
export function ImportProgress({ summary }: { readonly summary: ImportSummary }) {
  const t = useTranslations('imports');
  const format = useFormatter();
  const { bytesRead, byteSize, state, rowsSettled, fileName } = summary;
  const percent = Math.floor((100 * bytesRead) / Math.max(1, byteSize));
  return (
    <>
      <div className="flex justify-between gap-3 text-label text-muted">
        <span>
          {t('rows')} {format.number(rowsSettled)}
        </span>
        <span>{t('percent', { value: Math.min(100, percent) })}</span>
      </div>
      <div className="mt-1.5">
        <Progress
          label={t('progress-of', { name: fileName })}
          value={bytesRead}
          total={byteSize}
          tone={state === 'done' ? 'ok' : state === 'failed' ? 'bad' : 'accent'}
        />
      </div>
    </>
  );
}

/** Rows a second between start and end, or until `now` while it runs; null before there are any. */
export function rowsPerSecond(summary: ImportSummary, now: number): number | null {
  if (summary.startedAt === null || summary.rowsSettled === 0) return null;
  const end = summary.finishedAt === null ? now : Date.parse(summary.finishedAt);
  const seconds = (end - Date.parse(summary.startedAt)) / 1_000;
  return seconds <= 0 ? null : Math.round(summary.rowsSettled / seconds);
}
