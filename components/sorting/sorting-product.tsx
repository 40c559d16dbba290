import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Confidence } from '@/components/ui/confidence';
import { Field } from '@/components/ui/field';
import { FoundText } from '@/components/ui/found-text';
import { Kbd } from '@/components/ui/kbd';
import { Card } from '@/components/ui/page';
import { Picker } from '@/components/ui/picker';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import { isUncategorised } from '@/lib/catalogue/uncategorised';
import { keyCap, type KeyBinding } from '@/lib/desk/key-registry';
import { choicesOf, markDiffering } from '@/lib/sorting/choices';
import type { SortingLine } from '@/lib/sorting/contract';
import { useTranslations } from 'next-intl';
import type { RefObject } from 'react';

const caps = ['candidate-1', 'candidate-2', 'candidate-3'] as const;

interface SortingProductProps {
  readonly line: SortingLine;
  readonly categories: readonly CategoryNode[];
  pathOf(key: string): readonly string[];
  readonly bindings: readonly KeyBinding[];
  readonly pickerRef: RefObject<HTMLDivElement | null>;
  onChoose(key: string): void;
}

/** What the listing says on the left, where it could belong on the right. */
export function SortingProduct(props: SortingProductProps) {
  const t = useTranslations('sorting');
  const { line, pathOf } = props;
  return (
    <div className="grid grid-cols-2 gap-4 max-lg:grid-cols-1">
      <Card>
        <Listing line={line} />
      </Card>
      <Card>
        <div className="mb-3 flex items-center gap-2">
          <Badge tone={line.reason === 'uncategorised' ? 'neutral' : 'warn'}>
            {t(`reason.${line.reason}`)}
          </Badge>
          <span className="text-muted">{pathOf(line.currentKey).join(' › ')}</span>
        </div>
        <Choices {...props} />
        <OtherCategory {...props} />
      </Card>
    </div>
  );
}

function Listing({ line }: { readonly line: SortingLine }) {
  const t = useTranslations('sorting');
  const { title, spec, brand, seller, sellerCategory } = line;
  const found = (source: 'title' | 'spec' | 'sellerPath') =>
    (line.candidates[0]?.evidence ?? [])
      .filter((each) => each.source === source)
      .toSorted((one, other) => one.start - other.start);
  return (
    <>
      <h2 className="text-value font-semibold">
        <FoundText text={title} ranges={found('title')} />
      </h2>
      <dl className="mt-3 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">{t('seller')}</dt>
        <dd>{seller}</dd>
        {brand === null ? null : (
          <>
            <dt className="text-muted">{t('brand')}</dt>
            <dd>{brand}</dd>
          </>
        )}
        {sellerCategory === null ? null : (
          <>
            <dt className="text-muted">{t('seller-category')}</dt>
            <dd>
              <FoundText text={sellerCategory} ranges={found('sellerPath')} />
            </dd>
          </>
        )}
      </dl>
      {spec === '' ? null : (
        <p className="mt-3 max-h-80 overflow-auto whitespace-pre-line text-muted" tabIndex={0}>
          <FoundText text={spec} ranges={found('spec')} />
        </p>
      )}
    </>
  );
}

function Choices({ line, pathOf, bindings, onChoose }: SortingProductProps) {
  const t = useTranslations('sorting');
  const choices = choicesOf(line);
  const paths = markDiffering(choices.map(({ key }) => pathOf(key)));
  if (choices.length === 0) return <p className="mb-3 text-muted">{t('no-candidates')}</p>;
  return (
    <ul aria-label={t('candidates')} className="mb-4 flex flex-col gap-2">
      {choices.map(({ key, confidence }, place) => (
        <li key={key}>
          <Button className="w-full justify-start" onClick={() => onChoose(key)}>
            <Kbd>{keyCap(bindings, caps[place]!)}</Kbd>
            <span className="truncate">
              {paths[place]!.map(({ name, isDiffering }, step) => (
                <span key={step}>
                  {step > 0 ? ' › ' : ''}
                  {isDiffering ? <strong>{name}</strong> : name}
                </span>
              ))}
            </span>
            {confidence === null ? (
              <span className="ml-auto text-label text-muted">{t('of-file')}</span>
            ) : (
              <span className="ml-auto">
                <Confidence value={confidence} />
              </span>
            )}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function OtherCategory({ categories, pathOf, pickerRef, onChoose }: SortingProductProps) {
  const t = useTranslations('sorting');
  const options = categories
    .filter(({ key, isLeaf }) => isLeaf && !isUncategorised(key))
    .map(({ key, nameKo, nameEn }) => ({
      value: key,
      text: pathOf(key).join(' › '),
      alsoFoundBy: [nameKo, nameEn, key],
    }));
  return (
    <div ref={pickerRef}>
      <Field label={t('other')} hint={t('other-hint')}>
        {(ids) => <Picker {...ids} options={options} value="" onChange={onChoose} />}
      </Field>
    </div>
  );
}
