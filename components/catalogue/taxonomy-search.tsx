import { Field, Input } from '@/components/ui/field';
import { classNames } from '@/components/ui/class-names';
import { taxonomyQuery } from '@/lib/catalogue/queries';
import type { TaxonomyEntry } from '@/lib/catalogue/schema-contract';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useDeferredValue, useState } from 'react';

/** Finds one category of the Shopify taxonomy by Korean or English words. */
export function TaxonomySearch(props: {
  readonly chosen: TaxonomyEntry | null;
  onChoose(entry: TaxonomyEntry): void;
}) {
  const t = useTranslations('schemas');
  const isKorean = useLocale() === 'ko';
  const [words, setWords] = useState('');
  const found = useQuery(taxonomyQuery(useDeferredValue(words.trim())));
  return (
    <div className="flex flex-col gap-2">
      <Field label={t('shopify-search')}>
        {(ids) => (
          <Input
            {...ids}
            type="search"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <ul
        aria-label={t('way.shopify')}
        className="h-52 overflow-y-auto rounded-md border border-line"
      >
        {found.data?.length === 0 ? (
          <li className="px-3 py-2 text-muted">{t('shopify-none')}</li>
        ) : null}
        {found.data?.map((entry) => {
          const path = isKorean ? entry.pathKo : entry.pathEn;
          const isChosen = entry.id === props.chosen?.id;
          return (
            <li key={entry.id}>
              <button
                type="button"
                aria-pressed={isChosen}
                onClick={() => props.onChoose(entry)}
                className={classNames(
                  'flex w-full items-baseline gap-2 px-3 py-1.5 text-left hover:bg-sunken',
                  isChosen && 'bg-accent-soft',
                )}
              >
                <span className="font-medium">{path.at(-1)}</span>
                <span className="min-w-0 flex-1 truncate text-label text-faint">
                  {path.slice(0, -1).join(' › ')}
                </span>
                <span className="text-label whitespace-nowrap text-muted">
                  {t('attribute-count', { count: entry.attributes })}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
