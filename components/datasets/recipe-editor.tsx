'use client';

import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { Card, PageHeader } from '@/components/ui/page';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import type { DatasetRecipe } from '@/lib/datasets/contract';
import { useMakeVersion, useSaveRecipe } from '@/lib/datasets/hooks';
import { recipeDocument, type RecipeDocument } from '@/lib/datasets/recipe';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useState } from 'react';
import { toast } from 'sonner';
import { ErrorKinds } from './error-kinds';
import { toDraft, toInput, type RecipeDraft } from './recipe-draft';
import { DecisionChoices, FilterFields, OptionFields, SplitFields } from './recipe-fields';
import { RecipePreview } from './recipe-preview';

interface RecipeEditorProps {
  readonly id: string | null;
  readonly initial: Pick<DatasetRecipe, 'name' | 'revision' | 'document'>;
  readonly categories: readonly CategoryNode[];
}

/** The form of a recipe on the left, and what it would give now on the right. */
export function RecipeEditor({ id, initial, categories }: RecipeEditorProps) {
  const t = useTranslations('datasets');
  const [draft, setDraft] = useState(() => toDraft(initial.name, initial.document));
  const change = (part: Partial<RecipeDraft>) => setDraft((old) => ({ ...old, ...part }));
  const parsed = recipeDocument.safeParse(toInput(draft));
  const problem = (path: string) => {
    const issue = parsed.error?.issues.find((each) => each.path.join('.').startsWith(path));
    return issue ? t('field-wrong') : undefined;
  };
  const part = { draft, problem, change };
  return (
    <>
      <PageHeader
        title={id === null ? t('new-recipe') : initial.name}
        lead={t('recipe-lead')}
        actions={
          <RecipeActions
            id={id}
            initial={initial}
            name={draft.name}
            document={parsed.success ? parsed.data : null}
          />
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
          <FilterFields {...part} categories={categories} />
          <DecisionChoices {...part} />
          <ErrorKinds
            chosen={draft.errorKinds}
            weights={draft.weights}
            error={problem('errorWeights')}
            onChange={change}
          />
          <OptionFields {...part} />
          <SplitFields {...part} />
        </Card>
        <Preview document={parsed.success ? parsed.data : null} />
      </div>
    </>
  );
}

interface RecipeActionsProps extends Pick<RecipeEditorProps, 'id' | 'initial'> {
  readonly name: string;
  /** Null while a field is wrong. */
  readonly document: RecipeDocument | null;
}

/** Saves the recipe, and freezes a version of it once it is saved. */
function RecipeActions({ id, initial, name, document }: RecipeActionsProps) {
  const t = useTranslations('datasets');
  const common = useTranslations('common');
  const router = useRouter();
  // A new recipe keeps its id when saving fails, so that trying again saves it once.
  const [recipeId] = useState(() => id ?? crypto.randomUUID());
  const save = useSaveRecipe(recipeId);
  const make = useMakeVersion();
  const isSaved =
    id !== null &&
    name.trim() === initial.name &&
    JSON.stringify(document) === JSON.stringify(recipeDocument.parse(initial.document));
  const fail = (error: Error) => toast.error(error.message);
  const submit = () => {
    if (document === null) return;
    save.mutate(
      { name, document, baseRevision: initial.revision },
      {
        onError: fail,
        onSuccess: (recipe) => {
          toast.success(t('saved-as', { revision: recipe.revision }));
          if (id === null) router.replace(`/datasets/recipes/${recipe.id}`);
        },
      },
    );
  };
  const makeVersion = () =>
    make.mutate(
      { recipeId },
      { onError: fail, onSuccess: (made) => router.push(`/datasets/${made.id}`) },
    );
  return (
    <>
      <Button
        disabled={document === null || name.trim() === '' || isSaved || save.isPending}
        onClick={submit}
      >
        {save.isPending ? common('saving') : common('save')}
      </Button>
      <Button tone="primary" disabled={!isSaved || make.isPending} onClick={makeVersion}>
        {t('make-version')}
      </Button>
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
