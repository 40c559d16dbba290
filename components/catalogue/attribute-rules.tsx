import { Button } from '@/components/ui/button';
import { Field, Select } from '@/components/ui/field';
import { attributeRule, type AttributeDefinition, type AttributeRule } from '@/lib/values/contract';
import { listingDraftQuery } from '@/lib/catalogue/queries';
import { areComparable } from '@/lib/values/schema-rules';
import { useQuery } from '@tanstack/react-query';
import { Plus, Sparkles, X } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';

interface RulesProps {
  readonly categoryKey: string;
  readonly attribute: AttributeDefinition;
  /** The whole schema as it is edited. */
  readonly schema: readonly AttributeDefinition[];
  readonly error: string | null;
  onChange(rules: AttributeRule[]): void;
}

/** How the attribute lies to others: what is written, what can be added, what the data suggest. */
export function AttributeRules(props: RulesProps) {
  const { attribute, schema, onChange } = props;
  const t = useTranslations('schemas.rules');
  const words = useRuleWords(schema);
  const comparable = schema.filter(
    (other) => other.key !== attribute.key && areComparable(attribute, other),
  );
  const add = (rule: AttributeRule) => onChange([...attribute.rules, rule]);
  if (comparable.length === 0 && attribute.rules.length === 0) return null;
  return (
    <section aria-label={t('title')} className="flex flex-col gap-2">
      <h3 className="text-label font-medium text-muted">{t('title')}</h3>
      <ul className="flex flex-col gap-1">
        {attribute.rules.map((rule, place) => (
          <li key={words(rule)} className="flex items-center gap-2 rounded-md bg-sunken px-2 py-1">
            <span className="min-w-0 flex-1">{words(rule)}</span>
            <Button
              size="small"
              aria-label={t('remove', { rule: words(rule) })}
              onClick={() => onChange(attribute.rules.toSpliced(place, 1))}
            >
              <X aria-hidden className="size-3.5" />
            </Button>
          </li>
        ))}
      </ul>
      {comparable.length > 0 ? <NewRule others={comparable} onAdd={add} /> : null}
      {comparable.length > 0 ? <Suggested {...props} words={words} onAdd={add} /> : null}
      <p className="text-label empty:hidden">
        {props.error === null ? (
          <span className="text-faint">{t('hint')}</span>
        ) : (
          <span className="text-bad">{props.error}</span>
        )}
      </p>
    </section>
  );
}

function useRuleWords(schema: readonly AttributeDefinition[]): (rule: AttributeRule) => string {
  const t = useTranslations('schemas.rules');
  const locale = useLocale();
  const format = useFormatter();
  const nameOf = (key: string): string => {
    const attribute = schema.find((each) => each.key === key);
    return attribute === undefined ? key : locale === 'ko' ? attribute.nameKo : attribute.nameEn;
  };
  return ({ kind, of }) => t(kind, { names: format.list(of.map(nameOf)) });
}

function NewRule(props: {
  readonly others: readonly AttributeDefinition[];
  onAdd(rule: AttributeRule): void;
}) {
  const t = useTranslations('schemas.rules');
  const locale = useLocale();
  const [kind, setKind] = useState<AttributeRule['kind']>('at-most');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const least = kind === 'sum-of' ? 2 : 1;
  return (
    <div className="grid grid-cols-2 items-start gap-2">
      <Field label={t('kind')}>
        {(ids) => (
          <Select
            {...ids}
            value={kind}
            onChange={(event) => setKind(attributeRule.shape.kind.parse(event.target.value))}
          >
            {attributeRule.shape.kind.options.map((each) => (
              <option key={each} value={each}>
                {t(`kinds.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('others')}>
        {(ids) => (
          <Select
            {...ids}
            multiple
            className="h-20"
            value={chosen}
            onChange={({ target }) =>
              setChosen([...target.selectedOptions].map((option) => option.value))
            }
          >
            {props.others.map(({ key, nameKo, nameEn }) => (
              <option key={key} value={key}>
                {locale === 'ko' ? nameKo : nameEn}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button
        size="small"
        className="col-span-2 justify-self-start"
        disabled={chosen.length < least}
        onClick={() => {
          props.onAdd({ kind, of: [...chosen] });
          setChosen([]);
        }}
      >
        <Plus aria-hidden className="size-3.5" />
        {t('add')}
      </Button>
    </div>
  );
}

function Suggested(props: {
  readonly categoryKey: string;
  readonly attribute: AttributeDefinition;
  words(rule: AttributeRule): string;
  onAdd(rule: AttributeRule): void;
}) {
  const { attribute, words } = props;
  const t = useTranslations('schemas.rules');
  const format = useFormatter();
  const [isAsked, setAsked] = useState(false);
  const draft = useQuery({ ...listingDraftQuery(props.categoryKey), enabled: isAsked });
  const has = (wanted: AttributeRule) =>
    attribute.rules.some((rule) => words(rule) === words(wanted));
  const suggestions = (draft.data?.rules ?? []).filter(
    ({ key, rule }) => key === attribute.key && !has(rule),
  );
  return (
    <div aria-live="polite" className="flex flex-col gap-1">
      {draft.data === undefined ? (
        <Button
          size="small"
          className="self-start"
          disabled={draft.isFetching}
          onClick={() => (isAsked ? void draft.refetch() : setAsked(true))}
        >
          <Sparkles aria-hidden className="size-3.5" />
          {draft.isFetching ? t('suggesting') : t('suggest')}
        </Button>
      ) : null}
      {draft.isError ? <span className="text-label text-bad">{t('failed')}</span> : null}
      {draft.data !== undefined && suggestions.length === 0 ? (
        <span className="text-label text-faint">{t('none')}</span>
      ) : null}
      {suggestions.map(({ rule, products, share }) => (
        <Button
          key={words(rule)}
          size="small"
          className="self-start"
          aria-label={t('take', { rule: words(rule) })}
          onClick={() => props.onAdd(rule)}
        >
          <Plus aria-hidden className="size-3.5" />
          {words(rule)}
          <span className="text-faint">
            {t('kept', {
              products,
              share: format.number(share, { style: 'percent', maximumFractionDigits: 1 }),
            })}
          </span>
        </Button>
      ))}
    </div>
  );
}
