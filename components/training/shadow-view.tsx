import { useWriteTime } from '@/components/ui/use-write-time';
import { Card } from '@/components/ui/page';
import type { ShadowReport } from '@/lib/training/contract';
import { useFormatter, useLocale, useTranslations } from 'next-intl';

const shownAttributes = 8;

/** How often a model in the shadow says the same as the one in production, and who was right. */
export function ShadowView({ shadow }: { readonly shadow: ShadowReport }) {
  const t = useTranslations('training');
  const format = useFormatter();
  const writeTime = useWriteTime();
  const isKorean = useLocale() === 'ko';
  const percent = (part: number, whole: number) =>
    whole === 0 ? '–' : format.number(part / whole, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <section className="mt-6">
      <h2 className="mb-2 font-semibold">{t('shadow')}</h2>
      <Card>
        <p>
          {t('shadow-counts', {
            since: writeTime(new Date(shadow.since), {
              dateStyle: 'medium',
              timeStyle: 'short',
            }),
            products: shadow.products,
            values: shadow.values,
          })}
        </p>
        <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-2">
          <Fact
            name={t('agreement')}
            value={shadow.agreement === null ? '–' : percent(shadow.agreement, 1)}
          />
          <Fact name={t('decided-since')} value={format.number(shadow.decided)} />
          <Fact name={t('shadow-right')} value={percent(shadow.shadowRight, shadow.decided)} />
          <Fact
            name={t('production-right')}
            value={percent(shadow.productionRight, shadow.decided)}
          />
        </dl>
        {shadow.attributes.length > 0 ? (
          <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-1">
            {shadow.attributes.slice(0, shownAttributes).map((each) => (
              <li key={each.nameKo}>
                <span className="text-muted">{isKorean ? each.nameKo : each.nameEn}</span>{' '}
                {percent(each.agreed, each.values)}
              </li>
            ))}
          </ul>
        ) : null}
      </Card>
    </section>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="text-label text-muted">{name}</dt>
      <dd className="text-title font-semibold">{value}</dd>
    </div>
  );
}
