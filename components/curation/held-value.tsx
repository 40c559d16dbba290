import { formatValue } from '@/lib/values/display';
import type { CommitChange } from '@/lib/curation/contract';
import type { HeldValue } from '@/lib/values/decision';
import { useLocale, useTranslations } from 'next-intl';

/** What the catalogue holds for one attribute: its values, why there is none, or nothing. */
export function HeldValueText(props: {
  readonly held: HeldValue | null;
  readonly attribute: CommitChange['attribute'];
}) {
  const t = useTranslations('catalogue');
  const locale = useLocale();
  const { held, attribute } = props;
  if (held?.absence)
    return <span className="text-muted italic">{t(`absence.${held.absence}`)}</span>;
  if (!held || held.values.length === 0) return <span className="text-faint">{t('no-value')}</span>;
  return (
    <span className="font-medium">
      {held.values.map((value) => formatValue(value, attribute, locale)).join(', ')}
    </span>
  );
}
