import { Sparkline, useChartFormats } from '@/components/ui/chart';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { outcomes, type AttributeInsight, type Insights } from '@/lib/insights/contract';
import { useFormatter, useLocale, useTranslations } from 'next-intl';

const comparedModels = 2;

/** Each attribute with what became of its proposals, model against model. */
export function AttributeTable(props: {
  readonly attributes: readonly AttributeInsight[];
  readonly models: Insights['models'];
}) {
  const t = useTranslations('insights');
  const models = props.models.slice(0, comparedModels).map(({ modelVersion }) => modelVersion);
  return (
    <Table label={t('attributes-title')}>
      <thead>
        <tr>
          <Th>{t('column.attribute')}</Th>
          <Th className="text-right">{t('column.decided')}</Th>
          {outcomes.map((name) => (
            <Th key={name} className="text-right">
              {t(`outcome.${name}`)}
            </Th>
          ))}
          <Th>{t('column.trend')}</Th>
          {models.map((modelVersion) => (
            <Th key={modelVersion} className="text-right">
              {t('column.accepted-of', { modelVersion })}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.attributes.map((attribute) => (
          <AttributeRow key={attribute.attributeId} attribute={attribute} models={models} />
        ))}
      </tbody>
    </Table>
  );
}

function AttributeRow(props: {
  readonly attribute: AttributeInsight;
  readonly models: readonly string[];
}) {
  const t = useTranslations('insights');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  const { percent } = useChartFormats();
  const { attribute } = props;
  const decided = outcomes.reduce((sum, name) => sum + attribute.counts[name], 0);
  const name = isKorean ? attribute.nameKo : attribute.nameEn;
  return (
    <Tr>
      <Td>
        <span className="font-medium">{name}</span>{' '}
        <span className="text-label text-faint">
          {isKorean ? attribute.category.nameKo : attribute.category.nameEn}
        </span>
      </Td>
      <Td className="text-right">{format.number(decided)}</Td>
      {outcomes.map((outcome) => (
        <Td key={outcome} className="text-right text-muted">
          {decided > 0 ? percent(attribute.counts[outcome] / decided) : '–'}
        </Td>
      ))}
      <Td>
        <Sparkline label={t('trend-of', { name })} values={attribute.trend} />
      </Td>
      {props.models.map((modelVersion) => {
        const held = attribute.byModel[modelVersion];
        return (
          <Td key={modelVersion} className="text-right text-muted">
            {held && held.decided > 0 ? percent(held.accepted / held.decided) : '–'}
          </Td>
        );
      })}
    </Tr>
  );
}
