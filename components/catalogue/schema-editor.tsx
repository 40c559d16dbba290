'use client';

import { Loaded } from '@/components/ui/loaded';
import { useWriteTime } from '@/components/ui/use-write-time';
import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { EmptyState, PageHeader } from '@/components/ui/page';
import type { AttributeDefinition } from '@/lib/values/contract';
import { schemaQuery, schemasAddress } from '@/lib/catalogue/queries';
import type { CategorySchema } from '@/lib/catalogue/schema-contract';
import { compareSchemas } from '@/lib/catalogue/schema-documents';
import { useQuery } from '@tanstack/react-query';
import { Boxes, FileDown, History, Plus, Save, Sparkles, Undo2 } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { AttributePanel } from './attribute-panel';
import { AttributeTable, type EditedAttribute } from './attribute-table';
import type { DraftSource } from './draft-source';
import { momentStyle } from './moment-style';
import { SchemaChanges, SchemaRevisions } from './schema-revisions';
import { SuggestAttributes } from './suggest-attributes';
import { useSchemaDraft, type SchemaDraft } from './use-schema-draft';
import { useUnsavedGuard } from './use-unsaved-guard';

interface EditorProps {
  readonly categoryKey: string;
  readonly canEdit: boolean;
  readonly draft: DraftSource | null;
}

/** The schema of one category: its attributes in order, one of them open beside them. */
export function SchemaEditor(props: EditorProps) {
  const schema = useQuery(schemaQuery(props.categoryKey));
  return (
    <Loaded query={schema} skeleton="h-96">
      {(latest) => <LoadedEditor {...props} latest={latest} />}
    </Loaded>
  );
}

function LoadedEditor(props: EditorProps & { readonly latest: CategorySchema }) {
  const { categoryKey, latest } = props;
  const canEdit = props.canEdit && latest.isLeaf;
  const t = useTranslations('schemas');
  const draft = useSchemaDraft(categoryKey, latest);
  const [open, setOpen] = useState<'draft' | 'revisions' | null>(props.draft ? 'draft' : null);
  const { base, attributes, isDirty, isOvertaken } = draft;
  useUnsavedGuard(isDirty, t('leave'));
  const suggest = <SuggestButton onClick={() => setOpen('draft')} />;
  return (
    <>
      <EditorHeader
        schema={latest.revision === base.revision ? latest : base}
        isDirty={isDirty}
        actions={
          <>
            <ReadActions categoryKey={categoryKey} onRevisions={() => setOpen('revisions')} />
            {canEdit ? (
              <>
                {suggest}
                <EditActions draft={draft} latest={latest} />
              </>
            ) : null}
          </>
        }
      />
      {latest.isLeaf ? null : <p className="mb-3 text-warn">{t('not-leaf')}</p>}
      {isDirty && isOvertaken ? (
        <Conflict
          latest={latest}
          attributes={attributes}
          onTakeTheirs={() => draft.adopt(latest)}
          onSaveMine={() => draft.save(latest.revision)}
        />
      ) : null}
      {draft.rows.length === 0 ? (
        <NoAttributes canEdit={canEdit} suggest={suggest} onAdd={draft.addEmpty} />
      ) : (
        <Attributes draft={draft} latest={latest} canEdit={canEdit} />
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
            draft.add(added);
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  );
}

function SuggestButton({ onClick }: { onClick(): void }) {
  const t = useTranslations('schemas');
  return (
    <Button onClick={onClick}>
      <Sparkles aria-hidden className="size-4" />
      {t('draft')}
    </Button>
  );
}

function AddButton({ onClick }: { onClick(): void }) {
  const t = useTranslations('schemas');
  return (
    <Button onClick={onClick}>
      <Plus aria-hidden className="size-4" />
      {t('add')}
    </Button>
  );
}

/** What anybody may do with a schema: look at its past, take it away as a file. */
function ReadActions(props: { readonly categoryKey: string; onRevisions(): void }) {
  const t = useTranslations('schemas');
  return (
    <>
      <Button onClick={props.onRevisions}>
        <History aria-hidden className="size-4" />
        {t('revisions')}
      </Button>
      <Button asChild>
        <a href={schemasAddress(props.categoryKey)} download>
          <FileDown aria-hidden className="size-4" />
          {t('export')}
        </a>
      </Button>
    </>
  );
}

function EditActions(props: { readonly draft: SchemaDraft; readonly latest: CategorySchema }) {
  const { draft, latest } = props;
  const t = useTranslations('schemas');
  return (
    <>
      <ConfirmButton
        label={
          <>
            <Undo2 aria-hidden className="size-4" />
            {t('undo-changes')}
          </>
        }
        title={t('undo-title')}
        confirmLabel={t('undo-changes')}
        disabled={!draft.isDirty}
        onConfirm={() => draft.adopt(latest)}
      >
        {t('undo-body')}
      </ConfirmButton>
      <Button
        tone="primary"
        disabled={!draft.isDirty || draft.problems.length > 0 || draft.isSaving}
        onClick={() => draft.save(draft.base.revision)}
      >
        <Save aria-hidden className="size-4" />
        {draft.isSaving ? t('saving') : t('save')}
      </Button>
    </>
  );
}

function NoAttributes(props: {
  readonly canEdit: boolean;
  readonly suggest: ReactNode;
  onAdd(): void;
}) {
  const t = useTranslations('schemas');
  return (
    <EmptyState
      icon={Boxes}
      title={t('empty-schema-title')}
      action={
        props.canEdit ? (
          <div className="flex gap-2">
            {props.suggest}
            <AddButton onClick={props.onAdd} />
          </div>
        ) : null
      }
    >
      {t('empty-schema-body')}
    </EmptyState>
  );
}

interface AttributesProps {
  readonly draft: SchemaDraft;
  readonly latest: CategorySchema;
  readonly canEdit: boolean;
}

function Attributes({ draft, latest, canEdit }: AttributesProps) {
  const t = useTranslations('schemas');
  const { rows, problems } = draft;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(360px,440px)] items-start gap-5 max-lg:grid-cols-1">
      <div>
        <AttributeTable
          rows={rows}
          problems={problems}
          chosenId={draft.chosenId}
          canEdit={canEdit}
          onChoose={draft.choose}
          onMove={draft.move}
        />
        <div className="mt-3 flex items-center gap-3">
          {canEdit ? <AddButton onClick={draft.addEmpty} /> : null}
          {problems.length > 0 ? (
            <span className="text-bad">
              {t('problems', { count: new Set(problems.map(({ index }) => index)).size })}
            </span>
          ) : null}
          <span className="ml-auto text-label text-faint">{canEdit ? t('order-hint') : null}</span>
        </div>
        <Archived schema={latest} rows={rows} />
      </div>
      <aside
        aria-label={t('attribute')}
        className="sticky top-4 max-h-[calc(100vh-32px)] overflow-y-auto rounded-lg border border-line bg-pane p-4 max-lg:static max-lg:max-h-none"
      >
        <ChosenAttribute draft={draft} latest={latest} canEdit={canEdit} />
      </aside>
    </div>
  );
}

function ChosenAttribute({ draft, latest, canEdit }: AttributesProps) {
  const t = useTranslations('schemas');
  const { place, problems } = draft;
  const chosen = draft.rows[place];
  if (!chosen) return <p className="text-muted">{t('choose')}</p>;
  return (
    <AttributePanel
      key={`${chosen.id} ${draft.round}`}
      categoryKey={latest.document.category.key}
      schema={draft.attributes}
      attribute={chosen.attribute}
      problems={problems.filter(({ index }) => index === place)}
      isKeyFixed={chosen.isSaved}
      canEdit={canEdit}
      onChange={(attribute) => draft.change(chosen, attribute)}
      onMove={(step) => draft.move(chosen.id, step)}
      onRemove={() => draft.remove(chosen.id)}
    />
  );
}

function EditorHeader(props: {
  readonly schema: CategorySchema;
  readonly isDirty: boolean;
  readonly actions: ReactNode;
}) {
  const { schema, isDirty } = props;
  const t = useTranslations('schemas');
  const writeTime = useWriteTime();
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
                  time: writeTime(new Date(schema.savedAt), momentStyle),
                })}`
              : null}
            {isDirty ? <span className="ml-2 font-medium text-warn">{t('unsaved')}</span> : null}
          </span>
        }
        actions={props.actions}
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
