import { ErrorLine } from '@/components/ui/loaded';
import { Skeleton } from '@/components/ui/page';
import type { SweepRadius } from '@/lib/sweeps/contract';
import { AlertTriangle } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** What accepting would change in the catalogue, before anybody accepts. */
export function RadiusLine(props: {
  readonly radius: SweepRadius | null;
  readonly error: Error | null;
}) {
  const t = useTranslations('sweeps.group');
  const { radius, error } = props;
  if (error) {
    return <ErrorLine error={error} />;
  }
  if (!radius) return <Skeleton className="mt-2 h-5 w-96" />;
  const { added, overwritten, unchanged, flagged, sellers, leased } = radius;
  return (
    <p className="mt-2 flex min-h-5 flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-muted">{t('radius')}</span>
      <span className="font-semibold">{t('added', { count: added })}</span>
      {overwritten > 0 ? <Warning>{t('overwritten', { count: overwritten })}</Warning> : null}
      {unchanged > 0 ? <span>{t('unchanged', { count: unchanged })}</span> : null}
      {flagged > 0 ? <Warning>{t('flagged', { count: flagged })}</Warning> : null}
      <span className="text-muted">{t('sellers', { count: sellers })}</span>
      {leased > 0 ? <span className="text-muted">{t('leased', { count: leased })}</span> : null}
    </p>
  );
}

function Warning({ children }: { readonly children: string }) {
  return (
    <span className="inline-flex items-center gap-1 font-semibold text-warn">
      <AlertTriangle aria-hidden className="size-3.5" strokeWidth={2.5} />
      {children}
    </span>
  );
}
