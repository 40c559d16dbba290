import { AlertTriangle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Health } from '@/lib/jobs/health';

/** What an admin must know on every page: nothing where all is well. */
export function SystemNotice({
  health,
}: {
  readonly health: Pick<Health, 'model' | 'modelVersion' | 'modelDetail'>;
}) {
  const t = useTranslations('common.system');
  if (health.model !== 'failed') return null;
  return (
    <section
      aria-label={t('label')}
      className="mb-4 flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad"
    >
      <AlertTriangle aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
      <p>
        {t('model-failed', {
          name: health.modelVersion ?? '–',
          detail: health.modelDetail ?? '–',
        })}
      </p>
    </section>
  );
}
