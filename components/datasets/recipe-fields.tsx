import { CategorySelect } from '@/components/curation/category-select';
import { Checkbox, Field, Input } from '@/components/ui/field';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { agreements, kinds, modes, type RecipeDraft } from './recipe-draft';

export interface RecipePartProps {
  readonly draft: RecipeDraft;
  /** What is wrong with the field at this path of the document. */
  problem(path: string): string | undefined;
  change(part: Partial<RecipeDraft>): void;
}

/** Which decisions by where and when: category, days, attributes and models. */
export function FilterFields({
  draft,
  problem,
  change,
  categories,
}: RecipePartProps & { readonly categories: readonly CategoryNode[] }) {
  const t = useTranslations('datasets');
  return (
    <>
      <Heading>{t('filter')}</Heading>
      <Field label={t('category')}>
        {(ids) => (
          <CategorySelect
            {...ids}
            categories={categories}
            allLabel={t('all-categories')}
            value={draft.categoryKey}
            onChange={(categoryKey) => change({ categoryKey })}
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('since')}>
          {(ids) => (
            <Input
              {...ids}
              type="date"
              value={draft.since}
              onChange={(event) => change({ since: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('before')}>
          {(ids) => (
            <Input
              {...ids}
              type="date"
              value={draft.before}
              onChange={(event) => change({ before: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field
        label={t('attribute-keys')}
        hint={t('list-hint')}
        error={problem('filter.attributeKeys')}
      >
        {(ids) => (
          <Input
            {...ids}
            value={draft.attributeKeys}
            onChange={(event) => change({ attributeKeys: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('model-versions')}
        hint={t('list-hint')}
        error={problem('filter.modelVersions')}
      >
        {(ids) => (
          <Input
            {...ids}
            value={draft.modelVersions}
            onChange={(event) => change({ modelVersions: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** Which decisions by what they are: kind, mode and agreement. */
export function DecisionChoices({ draft, change }: RecipePartProps) {
  const t = useTranslations('datasets');
  return (
    <>
      <Choices
        label={t('kinds')}
        options={kinds}
        nameOf={(kind) => t(`kind.${kind}`)}
        chosen={draft.kinds}
        onChange={(chosen) => change({ kinds: chosen })}
      />
      <Choices
        label={t('modes')}
        options={modes}
        nameOf={(mode) => t(`mode.${mode}`)}
        chosen={draft.modes}
        onChange={(chosen) => change({ modes: chosen })}
      />
      <Choices
        label={t('agreements')}
        options={agreements}
        nameOf={(each) => t(`agreement.${each}`)}
        chosen={draft.agreements}
        onChange={(chosen) => change({ agreements: chosen })}
      />
    </>
  );
}

/** What of the chosen decisions becomes a record, and how it is written. */
export function OptionFields({ draft, problem, change }: RecipePartProps) {
  const t = useTranslations('datasets');
  return (
    <>
      <Heading>{t('options')}</Heading>
      <Switch
        label={t('exclude-auto')}
        isOn={draft.excludeAuto}
        onChange={(excludeAuto) => change({ excludeAuto })}
      />
      <Switch
        label={t('include-absences')}
        isOn={draft.includeAbsences}
        onChange={(includeAbsences) => change({ includeAbsences })}
      />
      <Switch
        label={t('mask')}
        isOn={draft.maskPersonalData}
        onChange={(maskPersonalData) => change({ maskPersonalData })}
      />
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={t('minimum-accept')}
          hint={t('minimum-accept-hint')}
          error={problem('minimumAcceptMs')}
        >
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              value={draft.minimumAcceptMs}
              onChange={(event) => change({ minimumAcceptMs: event.target.value })}
            />
          )}
        </Field>
        <Field
          label={t('seller-cap')}
          hint={t('seller-cap-hint')}
          error={problem('maximumProductsPerSeller')}
        >
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              value={draft.maximumProductsPerSeller}
              onChange={(event) => change({ maximumProductsPerSeller: event.target.value })}
            />
          )}
        </Field>
      </div>
    </>
  );
}

/** How the products are divided, drawn by a seed. */
export function SplitFields({ draft, problem, change }: RecipePartProps) {
  const t = useTranslations('datasets');
  return (
    <>
      <Heading>{t('split')}</Heading>
      <div className="grid grid-cols-3 gap-3">
        <Field label={t('validation-share')} error={problem('split')}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="decimal"
              value={draft.validation}
              onChange={(event) => change({ validation: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('test-share')}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="decimal"
              value={draft.test}
              onChange={(event) => change({ test: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('seed')}>
          {(ids) => (
            <Input
              {...ids}
              value={draft.seed}
              onChange={(event) => change({ seed: event.target.value })}
            />
          )}
        </Field>
      </div>
    </>
  );
}

function Heading({ children }: { readonly children: ReactNode }) {
  return <h2 className="border-t border-line pt-3 font-semibold">{children}</h2>;
}

function Switch(props: {
  readonly label: string;
  readonly isOn: boolean;
  onChange(isOn: boolean): void;
}) {
  return (
    <label className="flex items-center gap-2">
      <Checkbox checked={props.isOn} onChange={(event) => props.onChange(event.target.checked)} />
      {props.label}
    </label>
  );
}

function Choices<T extends string>(props: {
  readonly label: string;
  readonly options: readonly T[];
  readonly chosen: readonly string[];
  nameOf(option: T): string;
  onChange(chosen: readonly string[]): void;
}) {
  const { chosen } = props;
  return (
    <fieldset>
      <legend className="mb-1 text-label font-medium text-muted">{props.label}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {props.options.map((option) => (
          <Switch
            key={option}
            label={props.nameOf(option)}
            isOn={chosen.includes(option)}
            onChange={(isOn) =>
              props.onChange(isOn ? [...chosen, option] : chosen.filter((each) => each !== option))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
