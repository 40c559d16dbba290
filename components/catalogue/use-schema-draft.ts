import { ProblemError } from '@/lib/browser/fetch-json';
import { attributeDefinition, type AttributeDefinition } from '@/lib/values/contract';
import { useSaveSchema } from '@/lib/catalogue/hooks';
import type { CategorySchema } from '@/lib/catalogue/schema-contract';
import { areSameAttributes } from '@/lib/catalogue/schema-documents';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { findAttributeProblems } from './attribute-problems';
import { focusRow, type EditedAttribute } from './attribute-table';

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

export type SchemaDraft = ReturnType<typeof useSchemaDraft>;

/** The schema as it is being edited: its rows, the revision that they began from, and saving. */
export function useSchemaDraft(categoryKey: string, latest: CategorySchema) {
  const [base, setBase] = useState(latest);
  const rows = useAttributeRows(latest);
  const store = useStore(categoryKey);
  /** Counts up when the panel has to forget what was typed. */
  const [round, setRound] = useState(0);
  const isDirty = !isSameSchema(rows.rows, base);
  const isOvertaken = latest.revision > base.revision;

  function adopt(schema: CategorySchema): void {
    setBase(schema);
    rows.replace(toRows(schema));
    setRound(round + 1);
  }
  // Somebody else's revision is taken over as long as nothing would be lost.
  if (isOvertaken && !isDirty) adopt(latest);

  return {
    ...rows,
    round,
    base,
    isDirty,
    isOvertaken,
    isSaving: store.isPending,
    adopt,
    /** Over `revision`; one that is no longer the latest is refused. */
    save(revision: number): void {
      store.run(revision, rows.attributes, (saved) => {
        setBase({
          ...base,
          revision: saved,
          document: { ...base.document, attributes: rows.attributes },
        });
        rows.markSaved(new Set(rows.attributes.map(({ key }) => key)));
      });
    },
  };
}

function useStore(categoryKey: string) {
  const t = useTranslations('schemas');
  const save = useSaveSchema(categoryKey);
  function run(
    revision: number,
    attributes: readonly AttributeDefinition[],
    onSaved: (revision: number) => void,
  ): void {
    save.mutate(
      { revision, attributes: [...attributes] },
      {
        onSuccess: (saved) => {
          onSaved(saved.revision);
          const { queuedProducts: count, followed } = saved;
          toast.success(
            count > 0
              ? t('saved-queued', { revision: saved.revision, count })
              : t('saved', { revision: saved.revision }),
            {
              description: followed
                .map(({ from, to, products }) =>
                  to === null
                    ? t('value-gone', { from, count: products })
                    : t('value-followed', { from, to, count: products }),
                )
                .join(' '),
            },
          );
        },
        onError: (error) => {
          if (!isConflict(error)) toast.error(error.message);
        },
      },
    );
  }
  return { run, isPending: save.isPending };
}

/** The attributes in order, the one that is open, and what can be done with them. */
function useAttributeRows(latest: CategorySchema) {
  const t = useTranslations('schemas');
  const [rows, setRows] = useState(() => toRows(latest));
  const [chosenId, setChosenId] = useState(rows[0]?.id ?? null);
  const [serial, setSerial] = useState(1);
  const attributes = rows.map(({ attribute }) => attribute);
  const place = rows.findIndex(({ id }) => id === chosenId);

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

  return {
    rows,
    attributes,
    problems: findAttributeProblems(attributes),
    place,
    chosenId,
    choose: setChosenId,
    replace: setRows,
    /** After saving: what is stored keeps its key, rows that were added meanwhile do not. */
    markSaved: (keys: ReadonlySet<string>) =>
      setRows((now) =>
        now.map((row) => ({ ...row, isSaved: row.isSaved || keys.has(row.attribute.key) })),
      ),
    change: (row: EditedAttribute, attribute: AttributeDefinition) =>
      setRows(rows.with(place, { ...row, attribute })),
    add,
    addEmpty,
    move,
    remove,
  };
}

function isConflict(error: Error): boolean {
  return error instanceof ProblemError && error.reason === 'catalogue.errors.schema-changed';
}
