'use client';

import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { ProblemError } from '@/lib/browser/fetch-json';
import { attributeDefinition, type AttributeDefinition } from '@/lib/catalogue/contract';
import { useSaveSchema } from '@/lib/catalogue/hooks';
import { schemaQuery } from '@/lib/catalogue/queries';
import type { CategorySchema } from '@/lib/catalogue/schema-contract';
import { areSameAttributes, compareSchemas } from '@/lib/catalogue/schema-documents';
import { useQuery } from '@tanstack/react-query';
import { Boxes, FileDown, History, Plus, Save, Sparkles, Undo2 } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { AttributePanel } from './attribute-panel';
import { findAttributeProblems } from './attribute-problems';
import { AttributeTable, focusRow, type EditedAttribute } from './attribute-table';
import type { DraftSource } from './draft-source';
import { SchemaChanges, SchemaRevisions } from './schema-revisions';
import { SuggestAttributes } from './suggest-attributes';
import { useUnsavedGuard } from './use-unsaved-guard';
import { momentStyle } from './moment-style';

function toRows(schema: CategorySchema): EditedAttribute[] {
  return schema.document.attributes.map((attribute) => ({
    id: attribute.key,
    isSaved: true,
    attribute,
  }));
}

function isSameSchema(rows: readonly EditedAttribute[], schema: CategorySchema): boolean {
  const { attributes } = schema.document;
  return (
    rows.length === attributes.length &&
    rows.every(({ attribute }, place) => {
      const saved = attributes[place];
      return saved !== undefined && areSameAttributes([attribute], [saved]);
    })
  );
}

interface EditorProps {
  readonly categoryKey: string;
  readonly canEdit: boolean;
  readonly draft: DraftSource | null;
}

/** The schema of one category: its attributes in order, one of them open beside them. */
export function SchemaEditor(props: EditorProps) {
  const schema = useQuery(schemaQuery(props.categoryKey));
  if (schema.data) return <LoadedEditor {...props} latest={schema.data} />;
  return (
    <p role="alert" className="text-bad">
      {schema.error?.message}
    </p>
  );
}

function LoadedEditor(props: EditorProps & { readonly latest: CategorySchema }) {
  const { categoryKey, latest } = props;
  const canEdit = props.canEdit && latest.isLeaf;
  const t = useTranslations('schemas');
  const save = useSaveSchema(categoryKey);
  const [base, setBase] = useState(latest);
  const [rows, setRows] = useState(() => toRows(latest));
  const [chosenId, setChosenId] = useState(rows[0]?.id ?? null);
  const [open, setOpen] = useState<'draft' | 'revisions' | null>(props.draft ? 'draft' : null);
  /** Counts up when the panel has to forget what was typed. */
  const [round, setRound] = useState(0);
  const [serial, setSerial] = useState(1);
  const isDirty = !isSameSchema(rows, base);
  const attributes = rows.map(({ attribute }) => attribute);
  const problems = findAttributeProblems(attributes);
  const place = rows.findIndex(({ id }) => id === chosenId);
  const chosen = rows[place];
  const isOvertaken = latest.revision > base.revision;
  const isCurrent = latest.revision === base.revision;
  useUnsavedGuard(isDirty, t('leave'));

  function adopt(schema: CategorySchema): void {
    setBase(schema);
    setRows(toRows(schema));
    setRound(round + 1);
  }
  // Somebody else's revision is taken over as long as nothing would be lost.
  if (isOvertaken && !isDirty) adopt(latest);

  function store(revision: number): void {
    save.mutate(
      { revision, attributes },
      {
        onSuccess: (saved) => {
          setBase({
            ...base,
            revision: saved.revision,
            document: { ...base.document, attributes },
          });
          const keys = new Set(attributes.map(({ key }) => key));
          setRows((now) =>
            now.map((row) => ({ ...row, isSaved: row.isSaved || keys.has(row.attribute.key) })),
          );
          const { queuedProducts: count } = saved;
          toast.success(
            count > 0
              ? t('saved-queued', { revision: saved.revision, count })
              : t('saved', { revision: saved.revision }),
          );
        },
        onError: (error) => {
          if (!isConflict(error)) toast.error(error.message);
        },
      },
    );
  }
  function add(added: readonly AttributeDefinition[]): void {
    const fresh = added.map((attribute, offset) => ({
      id: `new ${serial + offset}`,
      isSaved: false,
      attribute,
    }));
    setSerial(serial + fresh.length);
    setRows([...rows, ...fresh]);
    setChosenId(fresh[0]?.id ?? chosenId);
  }
  function addEmpty(): void {
    const taken = new Set(attributes.map(({ key }) => key));
    let number = rows.length + 1;
    while (taken.has(`attribute-${number}`)) number += 1;
    const key = `attribute-${number}`;
    const nameKo = t('new-attribute');
    add([attributeDefinition.parse({ key, nameKo, nameEn: 'New attribute', type: 'text' })]);
  }
  function move(id: string, step: -1 | 1): void {
    const from = rows.findIndex((row) => row.id === id);
    const row = rows[from];
    const other = rows[from + step];
    if (!row || !other) return;
    setRows(rows.with(from, other).with(from + step, row));
  }
  function remove(id: string): void {
    const neighbour = rows[place + 1] ?? rows[place - 1];
    setRows(rows.filter((row) => row.id !== id));
    setChosenId(neighbour?.id ?? null);
    if (neighbour) focusRow(neighbour.id);
  }
  const suggest = (
    <Button onClick={() => setOpen('draft')}>
      <Sparkles aria-hidden className="size-4" />
      {t('draft')}
    </Button>
  );
  const addButton = (
    <Button onClick={addEmpty}>
      <Plus aria-hidden className="size-4" />
      {t('add')}
    </Button>
  );
  return (
    <>
      <EditorHeader schema={isCurrent ? latest : base} isDirty={isDirty}>
        <Button onClick={() => setOpen('revisions')}>
          <History aria-hidden className="size-4" />
          {t('revisions')}
        </Button>
        <Button asChild>
          <a href={`/api/schemas?keys=${categoryKey}`} download>
            <FileDown aria-hidden className="size-4" />
            {t('export')}
          </a>
        </Button>
        {canEdit ? (
          <>
            {suggest}
            <ConfirmButton
              label={
                <>
                  <Undo2 aria-hidden className="size-4" />
                  {t('undo-changes')}
                </>
              }
              title={t('undo-title')}
              confirmLabel={t('undo-changes')}
              disabled={!isDirty}
              onConfirm={() => adopt(latest)}
            >
              {t('undo-body')}
            </ConfirmButton>
            <Button
              tone="primary"
              disabled={!isDirty || problems.length > 0 || save.isPending}
              onClick={() => store(base.revision)}
            >
              <Save aria-hidden className="size-4" />
              {save.isPending ? t('saving') : t('save')}
            </Button>
          </>
        ) : null}
      </EditorHeader>
      {latest.isLeaf ? null : <p className="mb-3 text-warn">{t('not-leaf')}</p>}
      {isDirty && isOvertaken ? (
        <Conflict
          latest={latest}
          attributes={attributes}
          onTakeTheirs={() => adopt(latest)}
          onSaveMine={() => store(latest.revision)}
        />
      ) : null}
      {rows.length === 0 ? (
        <EmptyState
          icon={Boxes}
          title={t('empty-schema-title')}
          action={
            canEdit ? (
              <div className="flex gap-2">
                {suggest}
                {addButton}
              </div>
            ) : null
          }
        >
          {t('empty-schema-body')}
        </EmptyState>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)_minmax(360px,440px)] items-start gap-5 max-lg:grid-cols-1">
          <div>
            <AttributeTable
              rows={rows}
              problems={problems}
              chosenId={chosenId}
              canEdit={canEdit}
              onChoose={setChosenId}
              onMove={move}
            />
            <div className="mt-3 flex items-center gap-3">
              {canEdit ? addButton : null}
              {problems.length > 0 ? (
                <span className="text-bad">
                  {t('problems', { count: new Set(problems.map(({ index }) => index)).size })}
                </span>
              ) : null}
              <span className="ml-auto text-label text-faint">
                {canEdit ? t('order-hint') : null}
              </span>
            </div>
            <Archived schema={latest} rows={rows} />
          </div>
          <aside
            aria-label={t('attribute')}
            className="sticky top-4 max-h-[calc(100vh-32px)] overflow-y-auto rounded-lg border border-line bg-pane p-4 max-lg:static max-lg:max-h-none"
          >
            {chosen ? (
              <AttributePanel
                key={`${chosen.id} ${round}`}
                categoryKey={categoryKey}
                schema={attributes}
                attribute={chosen.attribute}
                problems={problems.filter(({ index }) => index === place)}
                isKeyFixed={chosen.isSaved}
                canEdit={canEdit}
                onChange={(attribute) => setRows(rows.with(place, { ...chosen, attribute }))}
                onMove={(step) => move(chosen.id, step)}
                onRemove={() => remove(chosen.id)}
              />
            ) : (
              <p className="text-muted">{t('choose')}</p>
            )}
          </aside>
        </div>
      )}
      {open === 'revisions' ? (
        <SchemaRevisions
          categoryKey={categoryKey}
          revision={latest.revision}
          canRestore={canEdit}
          isDirty={isDirty}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === 'draft' ? (
        <SuggestAttributes
          categoryKey={categoryKey}
          present={attributes}
          initial={props.draft ?? { kind: 'listings', id: '' }}
          onAdd={(added) => {
            add(added);
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

function isConflict(error: Error): boolean {
  return error instanceof ProblemError && error.reason === 'catalogue.errors.schema-changed';
}

function EditorHeader(props: {
  readonly schema: CategorySchema;
  readonly isDirty: boolean;
  readonly children: ReactNode;
}) {
  const { schema, isDirty } = props;
  const t = useTranslations('schemas');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  const { category } = schema.document;
  const path = isKorean ? schema.pathKo : schema.pathEn;
  return (
    <>
      <nav aria-label={t('title')} className="mb-1 text-label text-muted">
        <Link href="/schemas" className="hover:underline">
          {t('title')}
        </Link>
        {path.map((name) => ` › ${name}`).join('')}
      </nav>
      <PageHeader
        title={isKorean ? category.nameKo : category.nameEn}
        lead={
          <span aria-live="polite">
            {schema.revision > 0 ? t('revision', { revision: schema.revision }) : t('never-saved')}
            {schema.savedBy !== null && schema.savedAt !== null
              ? ` · ${t('saved-by', {
                  name: schema.savedBy,
                  time: format.dateTime(new Date(schema.savedAt), momentStyle),
                })}`
              : null}
            {isDirty ? <span className="ml-2 font-medium text-warn">{t('unsaved')}</span> : null}
          </span>
        }
        actions={props.children}
      />
    </>
  );
}

function Conflict(props: {
  readonly latest: CategorySchema;
  readonly attributes: readonly AttributeDefinition[];
  onTakeTheirs(): void;
  onSaveMine(): void;
}) {
  const t = useTranslations('schemas');
  return (
    <div role="alert" className="mb-4 rounded-lg border border-bad bg-bad-soft px-4 py-3">
      <p className="font-semibold text-bad">{t('conflict-title')}</p>
      <p className="mt-0.5">{t('conflict-body', { revision: props.latest.revision })}</p>
      <p className="mt-2 text-label font-medium">{t('conflict-differs')}</p>
      <SchemaChanges change={compareSchemas(props.latest.document.attributes, props.attributes)} />
      <div className="mt-3 flex gap-2">
        <Button onClick={props.onTakeTheirs} title={t('conflict-theirs-hint')}>
          {t('conflict-theirs')}
        </Button>
        <Button tone="danger" onClick={props.onSaveMine}>
          {t('conflict-mine')}
        </Button>
      </div>
    </div>
  );
}

function Archived(props: {
  readonly schema: CategorySchema;
  readonly rows: readonly EditedAttribute[];
}) {
  const t = useTranslations('schemas');
  const isKorean = useLocale() === 'ko';
  const left = props.schema.archived.filter(
    ({ key }) => !props.rows.some(({ attribute }) => attribute.key === key),
  );
  if (left.length === 0) return null;
  return (
    <p className="mt-4 text-label text-faint">
      {t('archived')}:{' '}
      {left.map((each) => `${isKorean ? each.nameKo : each.nameEn} (${each.key})`).join(', ')}
    </p>
  );
}
