import { Badge } from '@/components/ui/badge';
import type { PromotionCheck } from '@/lib/training/contract';
import { useTranslations } from 'next-intl';

/** The promotion rule, check by check, with what was found. */
export function ChecksView({ checks }: { readonly checks: readonly PromotionCheck[] }) {
  const t = useTranslations('training');
  return (
    <ul className="flex flex-col gap-1.5">
      {checks.map(({ name, isPassed, found, asked, attribute }) => (
        <li key={name} className="flex items-start gap-2">
          <Badge tone={isPassed ? 'ok' : 'warn'}>{isPassed ? t('passed') : t('not-passed')}</Badge>
          <span>{t(`check.${name}`, { found, asked, attribute: attribute ?? 'none' })}</span>
        </li>
      ))}
    </ul>
  );
}
