'use client';

import { Button } from '@/components/ui/button';
import { CategorySelect } from '@/components/curation/category-select';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Input, Select } from '@/components/ui/field';
import { ruleFlag } from '@/lib/values/contract';
import { categoriesQuery, schemaQuery, sellersQuery } from '@/lib/catalogue/queries';
import { queueOrder, type QueueFilter } from '@/lib/curation/contract';
import { saveQueueInput, type Queue, type SaveQueueInput } from '@/lib/queues/contract';
import { useSaveQueue } from '@/lib/queues/hooks';
import { queueChoicesQuery } from '@/lib/queues/queries';
import { highConfidence, mediumConfidence } from '@/lib/proposals/bands';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { QueuePreviewList } from './queue-preview-list';
import { QueueTeam } from './queue-team';

/** The fields as they are typed; empty means "any". */
interface FormState {
  readonly name: string;
  readonly order: string;
  readonly categoryKey: string;
  readonly attributeKey: string;
  readonly sellerId: string;
  readonly maximumConfidence: string;
  readonly onlyFlagged: boolean;
  readonly modelVersion: string;
  readonly minimumPrice: string;
  readonly maximumPrice: string;
  readonly query: string;
  readonly flag: string;
  readonly minimumAgeHours: string;
  readonly maximumAgeHours: string;
  readonly assigneeIds: readonly string[];
  readonly reviewsWanted: string;
  /** Percent. */
  readonly overlapShare: string;
}

const text = (value: string | number | undefined): string => String(value ?? '');

function startForm(queue: Queue | null): FormState {
  const filter: QueueFilter = queue?.filter ?? {};
  return {
    name: queue?.name ?? '',
    order: queue?.order ?? 'needs-first',
    categoryKey: text(filter.categoryKey),
    attributeKey: text(filter.attributeKey),
    sellerId: text(filter.sellerId),
    maximumConfidence: text(filter.maximumConfidence),
    onlyFlagged: filter.onlyFlagged ?? false,
    modelVersion: text(filter.modelVersion),
    minimumPrice: text(filter.minimumPrice),
    maximumPrice: text(filter.maximumPrice),
    query: text(filter.query),
    flag: text(filter.flag),
    minimumAgeHours: text(filter.minimumAgeHours),
    maximumAgeHours: text(filter.maximumAgeHours),
    assigneeIds: queue?.assignees.map(({ id }) => id) ?? [],
    reviewsWanted: text(queue?.reviewsWanted ?? 1),
    overlapShare: text(Math.round((queue?.overlapShare ?? 1) * 100)),
  };
}

/** A version that left the registry can still be in force on products, and in a saved filter. */
function withChosen(names: readonly string[], chosen: string): readonly string[] {
  return chosen === '' || names.includes(chosen) ? names : [chosen, ...names];
}

function readForm(id: string, form: FormState): SaveQueueInput | null {
  const some = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const number = (value: string) => (value.trim() === '' ? undefined : Number(value));
  const parsed = saveQueueInput.safeParse({
    id,
    name: form.name,
    order: form.order,
    assigneeIds: form.assigneeIds,
    reviewsWanted: Number(form.reviewsWanted),
    overlapShare: form.reviewsWanted === '1' ? 1 : Number(form.overlapShare) / 100,
    filter: {
      categoryKey: some(form.categoryKey),
      attributeKey: some(form.attributeKey),
      sellerId: number(form.sellerId),
      maximumConfidence: number(form.maximumConfidence),
      onlyFlagged: form.onlyFlagged || undefined,
      modelVersion: some(form.modelVersion),
      minimumPrice: number(form.minimumPrice),
      maximumPrice: number(form.maximumPrice),
      query: some(form.query),
      flag: some(form.flag),
      minimumAgeHours: number(form.minimumAgeHours),
      maximumAgeHours: number(form.maximumAgeHours),
    },
  });
  return parsed.success ? parsed.data : null;
}

/** Makes a queue or changes one: a name, a filter, an order, who works on it and how many of them. */
export function QueueForm(props: { readonly queue: Queue | null; onClose(): void }) {
  const { queue, onClose } = props;
  const t = useTranslations('queues');
  const tCommon = useTranslations('common');
  const locale = useLocale();
  const [id] = useState(() => queue?.id ?? crypto.randomUUID());
  const [form, setForm] = useState(() => startForm(queue));
  const save = useSaveQueue();
  const { data: categories = [] } = useQuery(categoriesQuery());
  const { data: sellers = [] } = useQuery(sellersQuery());
  const { data: schema } = useQuery({
    ...schemaQuery(form.categoryKey),
    enabled: form.categoryKey !== '',
  });
  const { data: choices } = useQuery(queueChoicesQuery());
  const input = readForm(id, form);
  const set = (change: Partial<FormState>) => setForm({ ...form, ...change });
  const nameOf = (named: { readonly nameKo: string; readonly nameEn: string }) =>
    locale === 'ko' ? named.nameKo : named.nameEn;

  return (
    <Dialog
      open
      className="w-[620px]"
      title={queue ? t('edit-title') : t('make')}
      description={t('form-lead')}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <form
        className="grid grid-cols-2 gap-x-4 gap-y-3 max-sm:grid-cols-1"
        onSubmit={(event) => {
          event.preventDefault();
          if (input) save.mutate(input, { onSuccess: onClose });
        }}
      >
        <Field label={t('name')}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              required
              maxLength={80}
              autoComplete="off"
              value={form.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('order')}>
          {(ids) => (
            <Select
              {...ids}
              value={form.order}
              onChange={(event) => set({ order: event.target.value })}
            >
              {queueOrder.options.map((order) => (
                <option key={order} value={order}>
                  {t(`orders.${order}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('category')}>
          {(ids) => (
            <CategorySelect
              {...ids}
              categories={categories}
              allLabel={tCommon('all')}
              value={form.categoryKey}
              onChange={(categoryKey) => set({ categoryKey, attributeKey: '' })}
            />
          )}
        </Field>
        <Field label={t('attribute')} hint={form.categoryKey === '' ? t('attribute-hint') : null}>
          {(ids) => (
            <Select
              {...ids}
              disabled={form.categoryKey === ''}
              value={form.attributeKey}
              onChange={(event) => set({ attributeKey: event.target.value })}
            >
              <option value="">{tCommon('all')}</option>
              {schema?.document.attributes.map((attribute) => (
                <option key={attribute.key} value={attribute.key}>
                  {nameOf(attribute)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('seller')}>
          {(ids) => (
            <Select
              {...ids}
              value={form.sellerId}
              onChange={(event) => set({ sellerId: event.target.value })}
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
        <Field label={t('confidence.label')}>
          {(ids) => (
            <Select
              {...ids}
              value={form.maximumConfidence}
              onChange={(event) => set({ maximumConfidence: event.target.value })}
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
              value={form.minimumPrice}
              onChange={(event) => set({ minimumPrice: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('maximum-price')}>
          {(ids) => (
            <Input
              {...ids}
              type="number"
              min={0}
              value={form.maximumPrice}
              onChange={(event) => set({ maximumPrice: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('query')}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={200}
              autoComplete="off"
              value={form.query}
              onChange={(event) => set({ query: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('model')}>
          {(ids) => (
            <Select
              {...ids}
              value={form.modelVersion}
              onChange={(event) => set({ modelVersion: event.target.value })}
            >
              <option value="">{tCommon('all')}</option>
              {withChosen(choices?.modelVersions ?? [], form.modelVersion).map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('flag')}>
          {(ids) => (
            <Select
              {...ids}
              value={form.flag}
              onChange={(event) => set({ flag: event.target.value })}
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
        <div className="grid grid-cols-2 gap-4">
          {(['minimumAgeHours', 'maximumAgeHours'] as const).map((name) => (
            <Field key={name} label={t(name)}>
              {(ids) => (
                <Input
                  {...ids}
                  type="number"
                  min={0}
                  value={form[name]}
                  onChange={(event) => set({ [name]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
        <label className="col-span-full flex items-center gap-2">
          <Checkbox
            checked={form.onlyFlagged}
            onChange={(event) => set({ onlyFlagged: event.target.checked })}
          />
          {t('only-flagged')}
        </label>
        <QueueTeam
          people={choices?.people ?? []}
          assigneeIds={form.assigneeIds}
          reviewsWanted={form.reviewsWanted}
          overlapShare={form.overlapShare}
          onChange={set}
        />
        {input ? <QueuePreviewList filter={input.filter} order={input.order} /> : null}
        <p role="alert" className="col-span-full text-bad empty:hidden">
          {save.error?.message}
        </p>
        <div className="sticky -bottom-4 col-span-full -mx-4 -mb-4 flex justify-end gap-2 border-t border-line bg-pane px-4 py-3">
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button type="submit" tone="primary" disabled={input === null || save.isPending}>
            {save.isPending ? tCommon('saving') : tCommon('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
