import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { useChangeCategory } from '@/lib/catalogue/hooks';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { ParentSelect } from './parent-select';

/** Names and place of one category. */
export function EditCategory(props: {
  readonly node: CategoryNode;
  readonly categories: readonly CategoryNode[];
  onClose(): void;
}) {
  const { node } = props;
  const t = useTranslations('schemas');
  const common = useTranslations('common');
  const isKorean = useLocale() === 'ko';
  const change = useChangeCategory();
  const [nameKo, setNameKo] = useState(node.nameKo);
  const [nameEn, setNameEn] = useState(node.nameEn);
  const [parentKey, setParentKey] = useState(node.parentKey ?? '');
  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      title={t('edit-category', { name: isKorean ? node.nameKo : node.nameEn })}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const isMoved = parentKey !== (node.parentKey ?? '');
          change.mutate(
            { key: node.key, nameKo, nameEn, ...(isMoved ? { parentKey: parentKey || null } : {}) },
            { onSuccess: props.onClose },
          );
        }}
      >
        <NameFields nameKo={nameKo} nameEn={nameEn} onNameKo={setNameKo} onNameEn={setNameEn} />
        <ParentSelect
          categories={props.categories}
          without={node.key}
          value={parentKey}
          onChange={setParentKey}
        />
        {change.error ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {change.error.message}
          </p>
        ) : null}
        <Button type="submit" tone="primary" className="self-end" disabled={change.isPending}>
          {common('save')}
        </Button>
      </form>
    </Dialog>
  );
}

/** The Korean and the English name of a category. */
export function NameFields(props: {
  readonly nameKo: string;
  readonly nameEn: string;
  onNameKo(name: string): void;
  onNameEn(name: string): void;
}) {
  const t = useTranslations('schemas');
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label={t('name-ko')}>
        {(ids) => (
          <Input
            {...ids}
            required
            maxLength={120}
            value={props.nameKo}
            onChange={(event) => props.onNameKo(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('name-en')}>
        {(ids) => (
          <Input
            {...ids}
            required
            maxLength={120}
            value={props.nameEn}
            onChange={(event) => props.onNameEn(event.target.value)}
          />
        )}
      </Field>
    </div>
  );
}
