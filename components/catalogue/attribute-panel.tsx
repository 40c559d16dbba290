import { Button } from '@/components/ui/button';
import { Checkbox, Field, Input, Select, Textarea } from '@/components/ui/field';
import { attributeType, attributeWish, type AttributeDefinition } from '@/lib/values/contract';
import { isSafePattern } from '@/lib/values/pattern';
import { roundNoise, units } from '@/lib/values/units';
import { formatValueLines, parseValueLines } from '@/lib/values/value-lines';
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { AttributeProblem } from './attribute-problems';
import { AttributeRules } from './attribute-rules';
import { Choices } from './choices';
import { LinesField, readLines } from './lines-field';
import { SurfaceReading } from './surface-reading';

interface PanelProps {
  readonly categoryKey: string;
  /** The whole schema as it is edited, for rules across attributes. */
  readonly schema: readonly AttributeDefinition[];
  readonly attribute: AttributeDefinition;
  readonly problems: readonly AttributeProblem[];
  /** A saved key is what values are kept under. */
  readonly isKeyFixed: boolean;
  readonly canEdit: boolean;
  onChange(attribute: AttributeDefinition): void;
  onMove(step: -1 | 1): void;
  onRemove(): void;
}

/** Everything about one attribute, with what listings' spellings become under it. */
export function AttributePanel(props: PanelProps) {
  const { attribute, canEdit } = props;
  const t = useTranslations('schemas');
  const change = (part: Partial<AttributeDefinition>) => props.onChange({ ...attribute, ...part });
  const errorOf = (field: keyof AttributeDefinition) => {
    const problem = props.problems.find((each) => each.field === field);
    return problem ? t(`problem.${problem.code}`, { subject: problem.subject }) : null;
  };
  return (
    <div className="flex flex-col gap-3.5">
      {canEdit ? (
        <div className="flex items-center gap-1">
          <Button size="small" onClick={() => props.onMove(-1)}>
            <ArrowUp aria-hidden className="size-3.5" />
            {t('move-up-one')}
          </Button>
          <Button size="small" onClick={() => props.onMove(1)}>
            <ArrowDown aria-hidden className="size-3.5" />
            {t('move-down-one')}
          </Button>
          <Button
            size="small"
            tone="danger"
            className="ml-auto"
            title={t('remove-hint')}
            onClick={props.onRemove}
          >
            <Trash2 aria-hidden className="size-3.5" />
            {t('remove')}
          </Button>
        </div>
      ) : null}
      <fieldset disabled={!canEdit} className="flex min-w-0 flex-col gap-3.5">
        <Names {...props} change={change} errorOf={errorOf} />
        <Kind attribute={attribute} change={change} errorOf={errorOf} canEdit={canEdit} />
        {attribute.type === 'number' ? (
          <>
            <Packs attribute={attribute} change={change} errorOf={errorOf} />
            <AttributeRules
              categoryKey={props.categoryKey}
              attribute={attribute}
              schema={props.schema}
              error={errorOf('rules')}
              onChange={(rules) => change({ rules })}
            />
          </>
        ) : (
          <LinesField
            label={`${t('values')} · ${t('list-count', { count: attribute.values.length })}`}
            hint={t('values-hint')}
            error={errorOf('values')}
            rows={attribute.type === 'enum' ? 9 : 4}
            initial={formatValueLines(attribute.values)}
            onChange={(text) => change({ values: parseValueLines(text) })}
          />
        )}
        {attribute.type === 'text' || attribute.pattern !== null ? (
          <Field
            label={t('pattern')}
            hint={t('pattern-hint')}
            error={
              attribute.pattern !== null && !isSafePattern(attribute.pattern)
                ? t('pattern-bad')
                : null
            }
          >
            {(ids) => (
              <Input
                {...ids}
                className="font-mono"
                spellCheck={false}
                value={attribute.pattern ?? ''}
                onChange={(event) => change({ pattern: event.target.value || null })}
              />
            )}
          </Field>
        ) : null}
        <LinesField
          label={t('synonyms')}
          hint={t('synonyms-hint')}
          error={errorOf('synonyms')}
          rows={2}
          initial={attribute.synonyms.join('\n')}
          onChange={(text) => change({ synonyms: readLines(text) })}
        />
        <Field label={t('guideline')} hint={t('guideline-hint')}>
          {(ids) => (
            <Textarea
              {...ids}
              rows={3}
              className="min-h-0"
              maxLength={4000}
              value={attribute.guideline}
              onChange={(event) => change({ guideline: event.target.value })}
            />
          )}
        </Field>
        <LinesField
          label={t('examples')}
          hint={t('examples-hint')}
          error={errorOf('examples')}
          rows={3}
          initial={attribute.examples.join('\n')}
          onChange={(text) => change({ examples: readLines(text) })}
        />
      </fieldset>
      <Readings attribute={attribute} />
    </div>
  );
}

interface PartProps {
  readonly attribute: AttributeDefinition;
  change(part: Partial<AttributeDefinition>): void;
  errorOf(field: keyof AttributeDefinition): string | null;
}

function Names(props: PartProps & Pick<PanelProps, 'isKeyFixed'>) {
  const { attribute, change, errorOf } = props;
  const t = useTranslations('schemas');
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('name-ko')} error={errorOf('nameKo')}>
          {(ids) => (
            <Input
              {...ids}
              value={attribute.nameKo}
              onChange={(event) => change({ nameKo: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('name-en')} error={errorOf('nameEn')}>
          {(ids) => (
            <Input
              {...ids}
              value={attribute.nameEn}
              onChange={(event) => change({ nameEn: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field
        label={t('key')}
        hint={props.isKeyFixed ? t('key-fixed') : t('key-hint')}
        error={errorOf('key')}
      >
        {(ids) => (
          <Input
            {...ids}
            className="font-mono"
            spellCheck={false}
            disabled={props.isKeyFixed}
            value={attribute.key}
            onChange={(event) => change({ key: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** What belongs to numbers alone goes when the attribute stops being one. */
function withType(type: AttributeDefinition['type']): Partial<AttributeDefinition> {
  return type === 'number'
    ? { type, pattern: null }
    : {
        type,
        unit: null,
        minimum: null,
        maximum: null,
        wants: 'amount',
        tolerance: null,
        rules: [],
      };
}

function Kind({ attribute, change, errorOf, canEdit }: PartProps & Pick<PanelProps, 'canEdit'>) {
  const t = useTranslations('schemas');
  return (
    <>
      <div className="flex flex-col gap-1">
        <span aria-hidden className="text-label font-medium text-muted">
          {t('type')}
        </span>
        <Choices
          label={t('type')}
          isDisabled={!canEdit}
          options={attributeType.options.map((type) => ({
            value: type,
            label: t(`types.${type}`),
          }))}
          value={attribute.type}
          onChange={(type) => change(withType(type))}
        />
        <p className="text-label text-faint">{t(`type-hint.${attribute.type}`)}</p>
      </div>
      {attribute.type === 'number' ? (
        <div className="grid grid-cols-3 gap-3">
          <Field label={t('unit')} error={errorOf('unit')}>
            {(ids) => <UnitSelect ids={ids} attribute={attribute} change={change} />}
          </Field>
          <Field label={t('minimum')} error={errorOf('minimum')}>
            {(ids) => (
              <AmountInput
                ids={ids}
                initial={attribute.minimum}
                onChange={(minimum) => change({ minimum })}
              />
            )}
          </Field>
          <Field label={t('maximum')}>
            {(ids) => (
              <AmountInput
                ids={ids}
                initial={attribute.maximum}
                onChange={(maximum) => change({ maximum })}
              />
            )}
          </Field>
          <p className="col-span-3 -mt-2 text-label text-faint">{t('range-hint')}</p>
        </div>
      ) : null}
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <label className="flex items-center gap-2">
          <Checkbox
            checked={attribute.isRequired}
            onChange={(event) => change({ isRequired: event.target.checked })}
          />
          {t('is-required')}
        </label>
        <label className="flex items-center gap-2">
          <Checkbox
            checked={attribute.isMultiple}
            onChange={(event) => change({ isMultiple: event.target.checked })}
          />
          {t('is-multiple')}
        </label>
      </div>
    </>
  );
}

/** What is kept of "500ml x 20", and how far two numbers may differ and be one. */
function Packs({ attribute, change, errorOf }: PartProps) {
  const t = useTranslations('schemas');
  const { tolerance } = attribute;
  return (
    <div className="grid grid-cols-2 items-start gap-3">
      <Field label={t('wants')} hint={t('wants-hint')} error={errorOf('wants')}>
        {(ids) => (
          <Select
            {...ids}
            value={attribute.wants}
            onChange={(event) => change({ wants: attributeWish.parse(event.target.value) })}
          >
            {attributeWish.options.map((wish) => (
              <option key={wish} value={wish}>
                {t(`wishes.${wish}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('tolerance')} hint={t('tolerance-hint')} error={errorOf('tolerance')}>
        {(ids) => (
          <AmountInput
            ids={{ ...ids, min: 0, max: 50 }}
            initial={tolerance === null ? null : roundNoise(tolerance * 100)}
            onChange={(percent) =>
              change({ tolerance: percent === null ? null : roundNoise(percent / 100) })
            }
          />
        )}
      </Field>
    </div>
  );
}

const usualUnits = units.filter(({ isUsual }) => isUsual);

function UnitSelect(props: {
  readonly ids: object;
  readonly attribute: AttributeDefinition;
  change(part: Partial<AttributeDefinition>): void;
}) {
  const t = useTranslations('schemas');
  const isKorean = useLocale() === 'ko';
  const { unit } = props.attribute;
  const isListed = unit === null || usualUnits.some(({ symbol }) => symbol === unit);
  return (
    <Select
      {...props.ids}
      value={unit ?? ''}
      onChange={(event) => props.change({ unit: event.target.value || null })}
    >
      <option value="">{t('unit-none')}</option>
      {isListed ? null : <option value={unit}>{unit}</option>}
      {usualUnits.map(({ symbol, labelKo, labelEn }) => {
        const label = isKorean ? labelKo : labelEn;
        return (
          <option key={symbol} value={symbol}>
            {label === symbol ? symbol : `${symbol} (${label})`}
          </option>
        );
      })}
    </Select>
  );
}

function AmountInput(props: {
  readonly ids: object;
  readonly initial: number | null;
  onChange(amount: number | null): void;
}) {
  return (
    <Input
      {...props.ids}
      type="number"
      step="any"
      defaultValue={props.initial ?? ''}
      onChange={({ target }) => props.onChange(target.value === '' ? null : Number(target.value))}
    />
  );
}

function Readings({ attribute }: { readonly attribute: AttributeDefinition }) {
  const t = useTranslations('schemas');
  const [sample, setSample] = useState('');
  const surfaces = [...new Set([...(sample.trim() === '' ? [] : [sample]), ...attribute.examples])];
  return (
    <section className="rounded-md bg-sunken p-3">
      <Field label={t('try')} hint={t('try-hint')}>
        {(ids) => (
          <Input {...ids} value={sample} onChange={(event) => setSample(event.target.value)} />
        )}
      </Field>
      {surfaces.length > 0 ? (
        <dl aria-live="polite" className="mt-2 flex flex-col gap-1">
          {surfaces.map((surface) => (
            <div key={surface} className="grid grid-cols-2 gap-2 border-t border-line pt-1">
              <dt className="font-mono text-label text-muted">{surface}</dt>
              <dd>
                <SurfaceReading surface={surface} attribute={attribute} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </section>
  );
}
