import { Button } from '@/components/ui/button';
import { Checkbox, Field, Input, Select } from '@/components/ui/field';
import { Loaded } from '@/components/ui/loaded';
import { Card } from '@/components/ui/page';
import {
  columnsOf,
  fitMapping,
  importMapping,
  joinedFields,
  type ImportMapping,
} from '@/lib/imports/column-mapping';
import { productFields, type ProductField } from '@/lib/imports/product-field';
import { useStartImport } from '@/lib/imports/hooks';
import { importPreviewQuery } from '@/lib/imports/queries';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { isUncategorised } from '@/lib/catalogue/uncategorised';
import { useQuery } from '@tanstack/react-query';
import { Play, X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { PreviewTable } from './preview-table';
import { ReadingForm } from './reading-form';

const required: readonly ProductField[] = ['externalId', 'seller', 'title'];

interface MappingFormProps {
  readonly id: string;
  readonly mayImport: boolean;
  readonly categories: readonly CategoryNode[];
}

/** The guessed mapping to check and change, with what the first rows become under it. */
export function MappingForm({ id, mayImport, categories }: MappingFormProps) {
  const t = useTranslations('imports');
  const [chosen, setChosen] = useState<ImportMapping | null>(null);
  const preview = useQuery(importPreviewQuery(id, chosen));
  const start = useStartImport(id);
  if (preview.error || !preview.data) {
    return (
      <div className="flex flex-col items-start gap-3">
        <Loaded query={preview} skeleton="h-96" />
        {chosen === null || preview.error === null ? null : (
          <Button onClick={() => setChosen(null)}>{t('reading-reset')}</Button>
        )}
      </div>
    );
  }
  const mapping = fitMapping(chosen ?? preview.data.mapping, preview.data.columns);
  const { missing } = preview.data;
  const change = (part: Partial<ImportMapping>) =>
    setChosen(importMapping.parse({ ...mapping, ...part }));
  return (
    <>
      <Card className="mb-6">
        <fieldset disabled={!mayImport} className="mb-4">
          <ReadingForm
            preview={preview.data}
            mapping={mapping}
            onChange={(reading) => change({ reading })}
          />
        </fieldset>
        <h2 className="text-value font-semibold">{t('mapping-title')}</h2>
        <p className="mb-4 text-muted">{t('mapping-lead')}</p>
        <fieldset disabled={!mayImport} className="flex flex-col gap-4">
          <FieldColumns
            mapping={mapping}
            columns={preview.data.columns}
            onChange={(columns) => change({ columns })}
          />
          <Defaults mapping={mapping} categories={categories} onChange={change} />
        </fieldset>
        <div className="mt-4 flex items-center justify-between gap-4 border-t border-line pt-4">
          <p role="status" className="text-warn">
            {missing.length > 0
              ? t('missing', {
                  fields: missing
                    .map((field) => t(field === 'encoding' ? 'encoding' : `field.${field}`))
                    .join(', '),
                })
              : null}
          </p>
          {mayImport ? (
            <Button
              tone="primary"
              disabled={missing.length > 0 || start.isPending || preview.isPlaceholderData}
              onClick={() =>
                start.mutate(mapping, {
                  onSuccess: () => toast.success(t('started')),
                  onError: (error) => toast.error(error.message),
                })
              }
            >
              <Play aria-hidden className="size-4" />
              {t('start')}
            </Button>
          ) : null}
        </div>
      </Card>
      <PreviewTable rows={preview.data.rows} />
    </>
  );
}

function FieldColumns(props: {
  readonly mapping: ImportMapping;
  readonly columns: readonly string[];
  onChange(columns: ImportMapping['columns']): void;
}) {
  const { columns: mapped } = props.mapping;
  const assign = (field: ProductField, chosen: readonly string[]) => {
    // A column feeds one field: choosing it here takes it away there.
    const next: ImportMapping['columns'] = {};
    for (const other of productFields) {
      const held = columnsOf(mapped, other).filter((column) => !chosen.includes(column));
      const columns = other === field ? chosen : held;
      if (columns.length > 0) next[other] = columns.length === 1 ? columns[0]! : [...columns];
    }
    props.onChange(next);
  };
  return (
    <div className="grid grid-cols-4 gap-x-4 gap-y-3 max-lg:grid-cols-2">
      {productFields.map((field) => (
        <FieldSelect
          key={field}
          field={field}
          chosen={columnsOf(mapped, field)}
          columns={props.columns}
          onChange={(chosen) => assign(field, chosen)}
        />
      ))}
    </div>
  );
}

/** The column of a field; where several may make it up, further ones can be added behind it. */
function FieldSelect(props: {
  readonly field: ProductField;
  readonly chosen: readonly string[];
  readonly columns: readonly string[];
  onChange(chosen: readonly string[]): void;
}) {
  const t = useTranslations('imports');
  const { field, chosen, columns } = props;
  const [first = '', ...more] = chosen;
  const name = t(`field.${field}`);
  const rest = columns.filter((column) => !chosen.includes(column));
  return (
    <div className="flex flex-col gap-1">
      <Field label={required.includes(field) ? `${name} (${t('required')})` : name}>
        {(ids) => (
          <Select
            {...ids}
            value={first}
            onChange={(event) =>
              props.onChange(event.target.value === '' ? [] : [event.target.value, ...more])
            }
          >
            <option value="">{t('not-mapped')}</option>
            {columns.map((column) => (
              <option key={column} value={column} disabled={more.includes(column)}>
                {column}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {more.map((column) => (
        <Button
          key={column}
          size="small"
          aria-label={t('remove-column', { column })}
          onClick={() => props.onChange(chosen.filter((each) => each !== column))}
        >
          + {column}
          <X aria-hidden className="size-3.5" />
        </Button>
      ))}
      {joinedFields.includes(field) && first !== '' && rest.length > 0 ? (
        <Select
          aria-label={`${name}: ${t('add-column')}`}
          value=""
          onChange={(event) => props.onChange([...chosen, event.target.value])}
        >
          <option value="">{t('add-column')}</option>
          {rest.map((column) => (
            <option key={column}>{column}</option>
          ))}
        </Select>
      ) : null}
    </div>
  );
}

function Defaults(props: {
  readonly mapping: ImportMapping;
  readonly categories: readonly CategoryNode[];
  onChange(part: Partial<ImportMapping>): void;
}) {
  const t = useTranslations('imports');
  const isKorean = useLocale() === 'ko';
  const { mapping, categories, onChange } = props;
  const others = categories.filter(({ key }) => !isUncategorised(key));
  return (
    <div className="grid grid-cols-4 gap-x-4 gap-y-3 border-t border-line pt-4 max-lg:grid-cols-2">
      <Field label={t('default-seller')} hint={t('default-seller-hint')}>
        {(ids) => (
          <Input
            {...ids}
            defaultValue={mapping.seller ?? ''}
            maxLength={200}
            onBlur={(event) => onChange({ seller: event.target.value.trim() || null })}
          />
        )}
      </Field>
      <Field label={t('default-category')} hint={t('default-category-hint')}>
        {(ids) => (
          <Select
            {...ids}
            value={mapping.categoryKey ?? ''}
            onChange={(event) => onChange({ categoryKey: event.target.value || null })}
          >
            <option value="">{t('no-default')}</option>
            {others.map((category) => (
              <option key={category.key} value={category.key} disabled={!category.isLeaf}>
                {'\u2003'.repeat(category.depth) + (isKorean ? category.nameKo : category.nameEn)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <label className="col-span-2 flex items-start gap-2 pt-5">
        <Checkbox
          checked={mapping.createCategories}
          onChange={(event) => onChange({ createCategories: event.target.checked })}
        />
        <span>
          <span className="font-medium">{t('create-categories')}</span>
          <span className="block text-label text-faint">{t('create-categories-hint')}</span>
        </span>
      </label>
      <label className="col-span-2 flex items-start gap-2">
        <Checkbox
          checked={mapping.holdUnknownCategories}
          onChange={(event) => onChange({ holdUnknownCategories: event.target.checked })}
        />
        <span>
          <span className="font-medium">{t('hold-unknown')}</span>
          <span className="block text-label text-faint">{t('hold-unknown-hint')}</span>
        </span>
      </label>
      <label className="col-span-2 flex items-start gap-2">
        <Checkbox
          checked={mapping.isFullFeed}
          onChange={(event) => onChange({ isFullFeed: event.target.checked })}
        />
        <span>
          <span className="font-medium">{t('full-feed')}</span>
          <span className="block text-label text-faint">{t('full-feed-hint')}</span>
        </span>
      </label>
    </div>
  );
}
