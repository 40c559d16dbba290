import { Badge } from '@/components/ui/badge';
import type { AttributeDefinition } from '@/lib/values/contract';
import { formatValue } from '@/lib/values/display';
import { normaliseSeveral } from '@/lib/values/normalise';
import { useLocale, useTranslations } from 'next-intl';

/** What one surface form of a listing becomes under the attribute as it is edited now. */
export function SurfaceReading(props: {
  readonly surface: string;
  readonly attribute: AttributeDefinition;
}) {
  const t = useTranslations('schemas');
  const locale = useLocale();
  const { values, flags } = normaliseSeveral([props.surface], props.attribute);
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      {values.length > 0 ? (
        <span className="font-semibold">
          {values.map((value) => formatValue(value, props.attribute, locale)).join(', ')}
        </span>
      ) : (
        <span className="text-faint">{t('not-read')}</span>
      )}
      {flags.map((flag) => (
        <Badge key={flag} tone={values.length > 0 ? 'warn' : 'bad'}>
          {t(`flag.${flag}`)}
        </Badge>
      ))}
    </span>
  );
}
