'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Loaded } from '@/components/ui/loaded';
import { EmptyState } from '@/components/ui/page';
import { previewQuery } from '@/lib/datasets/queries';
import type { RecipeDocument } from '@/lib/datasets/recipe';
import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { CountsView, LeaksView } from './counts-view';

/** What a recipe would give now: counts, class balance, leak check and some examples. */
export function RecipePreview({ document }: { readonly document: RecipeDocument }) {
  const t = useTranslations('datasets');
  const writeTime = useWriteTime();
  const preview = useQuery(previewQuery(document));
  if (preview.error || preview.isPending) return <Loaded query={preview} skeleton="h-96" />;
  const { counts, leaks, samples, asOf } = preview.data;
  return (
    <section aria-label={t('preview')} aria-busy={preview.isFetching} className="min-w-0">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 className="font-semibold">{t('preview')}</h2>
        <span className="text-label text-faint">
          {t('as-of-instant', {
            instant: writeTime(new Date(asOf), { dateStyle: 'medium', timeStyle: 'medium' }),
          })}
        </span>
      </div>
      {counts.decisions === 0 ? (
        <EmptyState icon={FlaskConical} title={t('none-title')}>
          {t('none-body')}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <LeaksView leaks={leaks} />
          <CountsView counts={counts} />
          <div>
            <h3 className="mb-1 text-label font-medium text-muted">
              {t('samples', { count: samples.length })}
            </h3>
            <ol className="flex flex-col gap-2">
              {samples.map((line) => (
                <li key={line}>
                  <pre
                    tabIndex={0}
                    className="max-h-64 overflow-auto rounded-lg border border-line bg-sunken p-3 font-mono text-label whitespace-pre-wrap"
                  >
                    {JSON.stringify(JSON.parse(line), null, 2)}
                  </pre>
                </li>
              ))}
            </ol>
          </div>
        </div>
      )}
    </section>
  );
}
