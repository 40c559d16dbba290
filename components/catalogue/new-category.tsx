import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Select } from '@/components/ui/field';
import { useCreateCategory, useTakeFromTaxonomy } from '@/lib/catalogue/hooks';
import { noticeQuery } from '@/lib/catalogue/queries';
import type { CategoryNode, TaxonomyEntry } from '@/lib/catalogue/schema-contract';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { NameFields } from './edit-category';
import { ParentSelect } from './parent-select';
import { TaxonomySearch } from './taxonomy-search';
import { Choices } from './choices';

const ways = ['blank', 'shopify', 'notice'] as const;

/** Makes a category by hand, or after one of the Shopify taxonomy or of the notice, then opens it. */
export function NewCategory(props: {
  readonly categories: readonly CategoryNode[];
  onClose(): void;
}) {
  const t = useTranslations('schemas');
  const router = useRouter();
  const isKorean = useLocale() === 'ko';
  const [way, setWay] = useState<(typeof ways)[number]>('blank');
  const [names, setNames] = useState({ nameKo: '', nameEn: '' });
  const [parentKey, setParentKey] = useState('');
  const [entry, setEntry] = useState<TaxonomyEntry | null>(null);
  const [withPath, setWithPath] = useState(true);
  const [groupId, setGroupId] = useState('');
  const notice = useQuery({ ...noticeQuery(), enabled: way === 'notice' });
  const create = useCreateCategory();
  const take = useTakeFromTaxonomy();
  const error = way === 'shopify' ? take.error : create.error;

  const open = (key: string, draft: string) =>
    router.push(draft === '' ? `/schemas/${key}` : `/schemas/${key}?draft=${draft}`);
  const submit = () => {
    if (way === 'shopify') {
      if (!entry) return;
      take.mutate(
        { id: entry.id, parentKey: withPath ? null : parentKey || null, withPath },
        { onSuccess: ({ key }) => open(key, `shopify:${entry.id}`) },
      );
      return;
    }
    create.mutate(
      { ...names, parentKey: parentKey || null },
      { onSuccess: ({ key }) => open(key, way === 'notice' ? `notice:${groupId}` : '') },
    );
  };
  const isReady =
    way === 'shopify' ? entry !== null : names.nameKo.trim() !== '' && names.nameEn.trim() !== '';
  return (
    <Dialog open onOpenChange={props.onClose} title={t('new-category')} className="w-[600px]">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Choices
          label={t('way.label')}
          options={ways.map((value) => ({ value, label: t(`way.${value}`) }))}
          value={way}
          onChange={(next) => setWay(next)}
        />
        {way === 'shopify' ? (
          <>
            <TaxonomySearch chosen={entry} onChoose={setEntry} />
            <label className="flex items-center gap-2">
              <Checkbox
                checked={withPath}
                onChange={(event) => setWithPath(event.target.checked)}
              />
              {t('with-path')}
            </label>
          </>
        ) : null}
        {way === 'notice' ? (
          <Field label={t('notice-group')} hint={t('notice-hint')}>
            {(ids) => (
              <Select
                {...ids}
                required
                value={groupId}
                onChange={(event) => {
                  const group = notice.data?.find(({ id }) => id === event.target.value);
                  setGroupId(event.target.value);
                  if (group) setNames({ nameKo: group.nameKo, nameEn: group.nameEn });
                }}
              >
                <option value="" />
                {notice.data?.map((group) => (
                  <option key={group.id} value={group.id}>
                    {isKorean ? group.nameKo : group.nameEn}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
        {way === 'shopify' ? null : (
          <NameFields
            {...names}
            onNameKo={(nameKo) => setNames({ ...names, nameKo })}
            onNameEn={(nameEn) => setNames({ ...names, nameEn })}
          />
        )}
        {way === 'shopify' && withPath ? null : (
          <ParentSelect categories={props.categories} value={parentKey} onChange={setParentKey} />
        )}
        {error ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {error.message}
          </p>
        ) : null}
        <Button
          type="submit"
          tone="primary"
          className="self-end"
          disabled={!isReady || create.isPending || take.isPending}
        >
          {t('create')}
        </Button>
      </form>
    </Dialog>
  );
}
