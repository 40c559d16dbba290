import { ErrorLine } from '@/components/ui/loaded';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Select } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/page';
import type { AttributeDefinition } from '@/lib/values/contract';
import { listingDraftQuery, noticeQuery, taxonomyDraftQuery } from '@/lib/catalogue/queries';
import type { DraftAttribute, TaxonomyEntry } from '@/lib/catalogue/schema-contract';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { Choices } from './choices';
import type { DraftSource } from './draft-source';
import { TaxonomySearch } from './taxonomy-search';

const kinds = ['listings', 'shopify', 'notice'] as const;

/** Attributes that the listings, the Shopify taxonomy or the notice suggest, to tick and add. */
export function SuggestAttributes(props: {
  readonly categoryKey: string;
  readonly present: readonly AttributeDefinition[];
  readonly initial: DraftSource;
  onAdd(attributes: readonly AttributeDefinition[]): void;
  onClose(): void;
}) {
  const t = useTranslations('schemas');
  const isKorean = useLocale() === 'ko';
  const [source, setSource] = useState(props.initial);
  const [entry, setEntry] = useState<TaxonomyEntry | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const listings = useQuery({
    ...listingDraftQuery(props.categoryKey),
    enabled: source.kind === 'listings',
  });
  const shopify = useQuery({
    ...taxonomyDraftQuery(source.id),
    enabled: source.kind === 'shopify' && source.id !== '',
  });
  const notice = useQuery({ ...noticeQuery(), enabled: source.kind === 'notice' });
  const draft: readonly DraftAttribute[] | undefined = {
    listings: listings.data?.attributes,
    shopify: shopify.data?.draft,
    notice: notice.data?.find(({ id }) => id === source.id)?.draft,
  }[source.kind];
  const asked = { listings, shopify, notice }[source.kind];
  const isThere = ({ attribute }: DraftAttribute) =>
    props.present.some(({ key, nameKo }) => key === attribute.key || nameKo === attribute.nameKo);
  const fresh = draft?.filter((each) => !isThere(each)) ?? [];
  const chosen = fresh.filter(({ attribute }) => ticked.has(attribute.key));
  const choose = (next: DraftSource) => {
    setSource(next);
    setTicked(new Set());
  };
  return (
    <Dialog
      open
      onOpenChange={props.onClose}
      title={t('draft-title')}
      className="h-[85vh] w-[860px]"
    >
      <div className="flex h-full flex-col gap-3">
        <Choices
          label={t('draft-source.label')}
          options={kinds.map((value) => ({ value, label: t(`draft-source.${value}`) }))}
          value={source.kind}
          onChange={(kind) => choose({ kind, id: '' })}
        />
        {source.kind === 'shopify' && source.id === '' ? (
          <TaxonomySearch
            chosen={entry}
            onChoose={(found) => {
              setEntry(found);
              choose({ kind: 'shopify', id: found.id });
            }}
          />
        ) : null}
        {shopify.data && source.kind === 'shopify' ? (
          <div className="flex items-center gap-2">
            <span className="text-muted">
              {(isKorean ? shopify.data.pathKo : shopify.data.pathEn).join(' › ')}
            </span>
            <Button size="small" onClick={() => choose({ kind: 'shopify', id: '' })}>
              {t('find')}
            </Button>
          </div>
        ) : null}
        {source.kind === 'notice' ? (
          <Field label={t('notice-group')}>
            {(ids) => (
              <Select
                {...ids}
                value={source.id}
                onChange={(event) => choose({ kind: 'notice', id: event.target.value })}
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
        {source.kind === 'listings' && listings.data ? (
          <p className="text-muted">
            {listings.data.listings === 0
              ? t('draft-none')
              : t('draft-read', { count: listings.data.listings })}
          </p>
        ) : null}
        {asked.error ? <ErrorLine error={asked.error} /> : null}
        {asked.isLoading ? <Skeleton className="h-64" /> : null}
        <div className="min-h-0 flex-1 overflow-auto">
          {draft ? (
            <DraftTable
              draft={draft}
              isThere={isThere}
              ticked={ticked}
              onTick={(key) => {
                const next = new Set(ticked);
                if (!next.delete(key)) next.add(key);
                setTicked(next);
              }}
            />
          ) : null}
        </div>
        <div className="flex justify-end gap-2 border-t border-line pt-3">
          <Button
            className="mr-auto"
            disabled={fresh.length === 0}
            onClick={() =>
              setTicked(
                new Set(
                  chosen.length === fresh.length ? [] : fresh.map(({ attribute: { key } }) => key),
                ),
              )
            }
          >
            {chosen.length === fresh.length && fresh.length > 0 ? t('draft-clear') : t('draft-all')}
          </Button>
          <Button
            tone="primary"
            disabled={chosen.length === 0}
            onClick={() => props.onAdd(chosen.map(({ attribute }) => attribute))}
          >
            {t('draft-add', { count: chosen.length })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function DraftTable(props: {
  readonly draft: readonly DraftAttribute[];
  readonly ticked: ReadonlySet<string>;
  isThere(each: DraftAttribute): boolean;
  onTick(key: string): void;
}) {
  const t = useTranslations('schemas');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  return (
    <ul>
      {props.draft.map((each) => {
        const { attribute, coverage } = each;
        const isThere = props.isThere(each);
        const samples =
          attribute.examples.length > 0
            ? attribute.examples
            : attribute.values
                .slice(0, 6)
                .map(({ value, nameEn }) => (isKorean ? value : (nameEn ?? value)));
        return (
          <li key={attribute.key} className="border-b border-line last:border-0">
            <label className="grid cursor-pointer grid-cols-[20px_minmax(0,1fr)_minmax(0,1.4fr)_120px] items-baseline gap-3 px-1 py-2 hover:bg-sunken/60">
              <Checkbox
                className="translate-y-0.5"
                disabled={isThere}
                checked={isThere || props.ticked.has(attribute.key)}
                onChange={() => props.onTick(attribute.key)}
              />
              <span>
                <span className="font-medium">
                  {isKorean ? attribute.nameKo : attribute.nameEn}
                </span>
                <span className="block text-label text-muted">
                  {t(`types.${attribute.type}`)}
                  {attribute.isMultiple ? ` · ${t('multiple')}` : ''}
                  {attribute.unit === null ? '' : ` · ${attribute.unit}`}
                  {attribute.values.length > 0
                    ? ` · ${t('list-count', { count: attribute.values.length })}`
                    : ''}
                </span>
              </span>
              <span className="font-mono text-label text-muted">
                {samples.join(' · ') || attribute.guideline}
              </span>
              <span className="text-right text-label text-muted">
                {isThere ? t('already') : null}
                {!isThere && coverage !== null
                  ? t('coverage', {
                      share: format.number(coverage, {
                        style: 'percent',
                        maximumFractionDigits: 0,
                      }),
                    })
                  : null}
              </span>
            </label>
          </li>
        );
      })}
    </ul>
  );
}
