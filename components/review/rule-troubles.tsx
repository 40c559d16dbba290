import type { RuleTrouble } from '@/lib/desk/broken-rules';
import { useLocale, useTranslations } from 'next-intl';
import { nameOf } from './value-text';

const signs: Record<RuleTrouble['kind'], { readonly first: string; readonly between: string }> = {
  'at-most': { first: ' ≤ ', between: ', ' },
  'sum-of': { first: ' = ', between: ' + ' },
};

/** The rules across attributes that the values break as they stand. */
export function RuleTroubles({ troubles }: { readonly troubles: readonly RuleTrouble[] }) {
  const t = useTranslations('review');
  const locale = useLocale();
  return troubles.map(({ kind, attributes }, place) => {
    const [own = '', ...others] = attributes.map((attribute) => nameOf(attribute, locale));
    const rule = `${own}${signs[kind].first}${others.join(signs[kind].between)}`;
    return (
      <div key={place} data-broken-rule={kind} className="text-label text-warn">
        {t('rule-trouble', { rule })}
      </div>
    );
  });
}
