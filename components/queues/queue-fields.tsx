import { CategorySelect } from '@/components/curation/category-select';
import { Checkbox, Field, Input, Select } from '@/components/ui/field';
import { ruleFlag } from '@/lib/values/contract';
import { categoriesQuery, schemaQuery, sellersQuery } from '@/lib/catalogue/queries';
import { queueOrder } from '@/lib/curation/contract';
import { highConfidence, mediumConfidence } from '@/lib/proposals/bands';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import type { QueueDraft } from './queue-draft';

interface FieldsProps {
  readonly draft: QueueDraft;
  onChange(change: Partial<QueueDraft>): void;
}

/** What the queue is called and in which order it is worked. */
export function NamingFields({ draft, onChange }: FieldsProps) {
  const t = useTranslations('queues');
  return (
    <>
      <Field label={t('name')}>
        {(ids) => (
          <Input
            {...ids}
            autoFocus
            required
            maxLength={80}
            autoComplete="off"
            value={draft.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('order')}>
        {(ids) => (
          <Select
            {...ids}
            value={draft.order}
            onChange={(event) => onChange({ order: event.target.value })}
          >
            {queueOrder.options.map((order) => (
              <option key={order} value={order}>
                {t(`orders.${order}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}

/** Of which products and attributes it is: category, attribute and seller. */
export function SubjectFields({ draft, onChange }: FieldsProps) {
  const t = useTranslations('queues');
  const tCommon = useTranslations('common');
  const isKorean = useLocale() === 'ko';
  const { data: categories = [] } = useQuery(categoriesQuery());
  const { data: sellers = [] } = useQuery(sellersQuery());
  const { data: schema } = useQuery({
    ...schemaQuery(draft.categoryKey),
    enabled: draft.categoryKey !== '',
  });
  return (
    <>
      <Field label={t('category')}>
        {(ids) => (
          <CategorySelect
            {...ids}
            categories={categories}
            allLabel={tCommon('all')}
            value={draft.categoryKey}
            onChange={(categoryKey) => onChange({ categoryKey, attributeKey: '' })}
          />
        )}
      </Field>
      <Field label={t('attribute')} hint={draft.categoryKey === '' ? t('attribute-hint') : null}>
        {(ids) => (
          <Select
            {...ids}
            disabled={draft.categoryKey === ''}
            value={draft.attributeKey}
            onChange={(event) => onChange({ attributeKey: event.target.value })}
          >
            <option value="">{tCommon('all')}</option>
            {schema?.document.attributes.map((attribute) => (
              <option key={attribute.key} value={attribute.key}>
                {isKorean ? attribute.nameKo : attribute.nameEn}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('seller')}>
        {(ids) => (
          <Select
            {...ids}
            value={draft.sellerId}
            onChange={(event) => onChange({ sellerId: event.target.value })}
          >
            <option value="">{tCommon('all')}</option>
            {sellers.map((seller) => (
              <option key={seller.id} value={seller.id}>
                {seller.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}

/** How sure the model may be at most, and what the product costs. */
export function BoundFields({ draft, onChange }: FieldsProps) {
  const t = useTranslations('queues');
  const tCommon = useTranslations('common');
  return (
    <>
      <Field label={t('confidence.label')}>
        {(ids) => (
          <Select
            {...ids}
            value={draft.maximumConfidence}
            onChange={(event) => onChange({ maximumConfidence: event.target.value })}
          >
            <option value="">{tCommon('all')}</option>
            <option value={highConfidence}>{t('confidence.medium')}</option>
            <option value={mediumConfidence}>{t('confidence.low')}</option>
          </Select>
        )}
      </Field>
      <Field label={t('minimum-price')}>
        {(ids) => (
          <Input
            {...ids}
            type="number"
            min={0}
            value={draft.minimumPrice}
            onChange={(event) => onChange({ minimumPrice: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('maximum-price')}>
        {(ids) => (
          <Input
            {...ids}
            type="number"
            min={0}
            value={draft.maximumPrice}
            onChange={(event) => onChange({ maximumPrice: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** What has to be found: words of the title, the model that answered, a flag of its answer. */
export function MatchFields(props: FieldsProps & { readonly modelVersions: readonly string[] }) {
  const { draft, onChange } = props;
  const t = useTranslations('queues');
  const tCommon = useTranslations('common');
  return (
    <>
      <Field label={t('query')}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={200}
            autoComplete="off"
            value={draft.query}
            onChange={(event) => onChange({ query: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('model')}>
        {(ids) => (
          <Select
            {...ids}
            value={draft.modelVersion}
            onChange={(event) => onChange({ modelVersion: event.target.value })}
          >
            <option value="">{tCommon('all')}</option>
            {withChosen(props.modelVersions, draft.modelVersion).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('flag')}>
        {(ids) => (
          <Select
            {...ids}
            value={draft.flag}
            onChange={(event) => onChange({ flag: event.target.value })}
          >
            <option value="">{tCommon('all')}</option>
            {ruleFlag.options.map((flag) => (
              <option key={flag} value={flag}>
                {t(`flags.${flag}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}

/** How long the proposals wait, and whether they carry any flag. */
export function WaitingFields({ draft, onChange }: FieldsProps) {
  const t = useTranslations('queues');
  return (
    <>
      <div className="grid grid-cols-2 gap-4">
        {(['minimumAgeHours', 'maximumAgeHours'] as const).map((name) => (
          <Field key={name} label={t(name)}>
            {(ids) => (
              <Input
                {...ids}
                type="number"
                min={0}
                value={draft[name]}
                onChange={(event) => onChange({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <label className="col-span-full flex items-center gap-2">
        <Checkbox
          checked={draft.onlyFlagged}
          onChange={(event) => onChange({ onlyFlagged: event.target.checked })}
        />
        {t('only-flagged')}
      </label>
    </>
  );
}

/** A version that left the registry can still be in force on products, and in a saved filter. */
function withChosen(names: readonly string[], chosen: string): readonly string[] {
  return chosen === '' || names.includes(chosen) ? names : [chosen, ...names];
}
