'use client';

import { CategorySelect } from '@/components/curation/category-select';
import { Button } from '@/components/ui/button';
import { Checkbox, Field, Input } from '@/components/ui/field';
import { Card, PageHeader } from '@/components/ui/page';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { decisionKind, decisionMode } from '@/lib/values/decision';
import type { DatasetRecipe } from '@/lib/datasets/contract';
import { useMakeVersion, useSaveRecipe } from '@/lib/datasets/hooks';
import { agreement, recipeDocument, type RecipeDocument } from '@/lib/datasets/recipe';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { ErrorKinds } from './error-kinds';
import { RecipePreview } from './recipe-preview';

const kinds = decisionKind.exclude(['undo']).options;
const modes = decisionMode.options;
const agreements = agreement.options;

/** The fields of a recipe as they are typed; a text that is no number is kept until it is one. */
interface Draft {
  readonly name: string;
  readonly categoryKey: string;
  readonly attributeKeys: string;
  readonly modelVersions: string;
  readonly since: string;
  readonly before: string;
  readonly kinds: readonly string[];
  readonly modes: readonly string[];
  readonly agreements: readonly string[];
  /** Chosen nowhere yet: kept as it was saved. */
  readonly reviewerIds: readonly string[];
  readonly errorKinds: readonly string[];
  /** By error kind, as typed. */
  readonly weights: Readonly<Record<string, string>>;
  readonly excludeAuto: boolean;
  readonly minimumAcceptMs: string;
  readonly includeAbsences: boolean;
  readonly maximumProductsPerSeller: string;
  readonly maskPersonalData: boolean;
  readonly validation: string;
  readonly test: string;
  readonly seed: string;
}

interface RecipeEditorProps {
  readonly id: string | null;
  readonly initial: Pick<DatasetRecipe, 'name' | 'revision' | 'document'>;
  readonly categories: readonly CategoryNode[];
}

/** The form of a recipe on the left, and what it would give now on the right. */
export function RecipeEditor({ id, initial, categories }: RecipeEditorProps) {
  const t = useTranslations('datasets');
  const common = useTranslations('common');
  const router = useRouter();
  // A new recipe keeps its id when saving fails, so that trying again saves it once.
  const [recipeId] = useState(() => id ?? crypto.randomUUID());
  const [draft, setDraft] = useState(() => toDraft(initial.name, initial.document));
  const save = useSaveRecipe(recipeId);
  const make = useMakeVersion();
  const change = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));
  const parsed = recipeDocument.safeParse(toInput(draft));
  const problem = (path: string) => {
    const issue = parsed.error?.issues.find((each) => each.path.join('.').startsWith(path));
    return issue ? t('field-wrong') : undefined;
  };
  const hasName = draft.name.trim() !== '';
  const isSaved =
    id !== null &&
    draft.name.trim() === initial.name &&
    parsed.success &&
    JSON.stringify(parsed.data) === JSON.stringify(recipeDocument.parse(initial.document));
  const fail = (error: Error) => toast.error(error.message);
  const submit = () => {
    if (!parsed.success) return;
    save.mutate(
      { name: draft.name, document: parsed.data, baseRevision: initial.revision },
      {
        onError: fail,
        onSuccess: (recipe) => {
          toast.success(t('saved-as', { revision: recipe.revision }));
          if (id === null) router.replace(`/datasets/recipes/${recipe.id}`);
        },
      },
    );
  };
  return (
    <>
      <PageHeader
        title={id === null ? t('new-recipe') : initial.name}
        lead={t('recipe-lead')}
        actions={
          <>
            <Button
              disabled={!parsed.success || !hasName || isSaved || save.isPending}
              onClick={submit}
            >
              {save.isPending ? common('saving') : common('save')}
            </Button>
            <Button
              tone="primary"
              disabled={!isSaved || make.isPending}
              onClick={() =>
                make.mutate(
                  { recipeId },
                  { onError: fail, onSuccess: (made) => router.push(`/datasets/${made.id}`) },
                )
              }
            >
              {t('make-version')}
            </Button>
          </>
        }
      />
      <div className="grid grid-cols-[minmax(320px,400px)_1fr] gap-6 max-lg:grid-cols-1">
        <Card className="flex flex-col gap-4 self-start">
          <Field label={t('name')}>
            {(ids) => (
              <Input
                {...ids}
                value={draft.name}
                maxLength={80}
                required
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
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
          <ErrorKinds
            chosen={draft.errorKinds}
            weights={draft.weights}
            error={problem('errorWeights')}
            onChange={change}
          />
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
        </Card>
        <Preview document={parsed.success ? parsed.data : null} />
      </div>
    </>
  );
}

/** Typing must not wait for the preview of every letter. */
function Preview({ document }: { readonly document: RecipeDocument | null }) {
  const t = useTranslations('datasets');
  const text = useDeferredValue(document === null ? null : JSON.stringify(document));
  if (text === null) return <p className="text-warn">{t('mend-first')}</p>;
  return <RecipePreview document={recipeDocument.parse(JSON.parse(text))} />;
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

function toDraft(name: string, document: RecipeDocument): Draft {
  const { filter, split } = document;
  return {
    name,
    categoryKey: filter.categoryKey ?? '',
    attributeKeys: (filter.attributeKeys ?? []).join(', '),
    modelVersions: (filter.modelVersions ?? []).join(', '),
    since: filter.decidedSince?.slice(0, 10) ?? '',
    before: filter.decidedBefore?.slice(0, 10) ?? '',
    kinds: filter.kinds ?? kinds,
    modes: filter.modes ?? modes,
    agreements: filter.agreements ?? agreements,
    reviewerIds: filter.reviewerIds ?? [],
    errorKinds: filter.errorKinds ?? [],
    weights: Object.fromEntries(
      Object.entries(document.errorWeights).map(([kind, weight]) => [kind, String(weight)]),
    ),
    excludeAuto: document.excludeAuto,
    minimumAcceptMs: String(document.minimumAcceptMs),
    includeAbsences: document.includeAbsences,
    maximumProductsPerSeller: document.maximumProductsPerSeller?.toString() ?? '',
    maskPersonalData: document.maskPersonalData,
    validation: String(split.validation),
    test: String(split.test),
    seed: split.seed,
  };
}

/** What the schema is to check; a choice of everything is no filter. */
function toInput(draft: Draft): unknown {
  const list = (text: string) => {
    const items = text.split(',').map((item) => item.trim());
    const given = items.filter((item) => item !== '');
    return given.length > 0 ? given : undefined;
  };
  const some = (chosen: readonly string[], all: readonly string[]) =>
    chosen.length === all.length ? undefined : all.filter((option) => chosen.includes(option));
  const day = (text: string) => (text === '' ? undefined : `${text}T00:00:00.000Z`);
  const [validation, test] = [Number(draft.validation), Number(draft.test)];
  return {
    filter: {
      decidedSince: day(draft.since),
      decidedBefore: day(draft.before),
      categoryKey: draft.categoryKey || undefined,
      attributeKeys: list(draft.attributeKeys),
      modelVersions: list(draft.modelVersions),
      modes: some(draft.modes, modes),
      kinds: some(draft.kinds, kinds),
      agreements: some(draft.agreements, agreements),
      reviewerIds: draft.reviewerIds.length > 0 ? draft.reviewerIds : undefined,
      errorKinds: draft.errorKinds.length > 0 ? draft.errorKinds : undefined,
    },
    errorWeights: Object.fromEntries(
      Object.entries(draft.weights)
        .filter(([, weight]) => weight.trim() !== '' && weight.trim() !== '1')
        .map(([kind, weight]) => [kind, Number(weight)]),
    ),
    excludeAuto: draft.excludeAuto,
    minimumAcceptMs: Number(draft.minimumAcceptMs),
    includeAbsences: draft.includeAbsences,
    maximumProductsPerSeller:
      draft.maximumProductsPerSeller.trim() === '' ? null : Number(draft.maximumProductsPerSeller),
    maskPersonalData: draft.maskPersonalData,
    split: { train: 1 - validation - test, validation, test, seed: draft.seed },
  };
}
