'use client';

import { RowSnippet } from '@/components/review/row-snippet';
import { ValueEditor } from '@/components/review/value-editor';
import { nameOf, valuesText } from '@/components/review/value-text';
import { Button } from '@/components/ui/button';
import { EmptyState, PageHeader, Skeleton } from '@/components/ui/page';
import type { JudgeInput, SampleList } from '@/lib/autonomy/contract';
import { useJudgeSample } from '@/lib/autonomy/hooks';
import { sampleQuery } from '@/lib/autonomy/queries';
import { candidatesOf } from '@/lib/curation/candidates';
import { proposedValues } from '@/lib/curation/values';
import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';

type Sampled = SampleList['values'][number];
type Answer = Omit<JudgeInput, 'id'>;

/** Values that nobody looked at, drawn for a person: right, or what they should have been. */
export function SampleDesk() {
  const t = useTranslations('autonomy');
  const query = useQuery(sampleQuery);
  const list = query.data;
  return (
    <>
      <PageHeader
        title={t('sample')}
        lead={t('sample-lead')}
        actions={
          list ? (
            <span className="text-muted">{t('sample-waiting', { count: list.waiting })}</span>
          ) : null
        }
      />
      {query.error ? (
        <p role="alert" className="mb-3 text-bad">
          {query.error.message}
        </p>
      ) : null}
      {query.isPending && !query.error ? <Skeleton className="h-80" /> : null}
      {list && list.values.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={t('sample-empty-title')}>
          {t('sample-empty-body')}
        </EmptyState>
      ) : null}
      <ul aria-label={t('sample')} className="flex flex-col gap-3">
        {list?.values.map((sampled) => (
          <SampledValue key={sampled.decisionId} sampled={sampled} />
        ))}
      </ul>
    </>
  );
}

function SampledValue({ sampled }: { readonly sampled: Sampled }) {
  const t = useTranslations('autonomy');
  const locale = useLocale();
  const judge = useJudgeSample();
  const [isEdited, setEdited] = useState(false);
  const [id] = useState(() => crypto.randomUUID());
  const { product, decisionId } = sampled;
  const [row] = product.rows;
  if (!row) return null;
  const values = proposedValues(row.proposal);
  const answer = (given: Answer) => {
    setEdited(false);
    judge.mutate(
      { decisionId, id, ...given },
      {
        onError: (error) => toast.error(error.message),
        onSuccess: () =>
          toast.success(t(given.kind === 'accept' ? 'judged-right' : 'judged-wrong')),
      },
    );
  };
  return (
    <li className="rounded-lg border border-line bg-pane p-4 shadow-low">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <p lang="ko" className="truncate font-medium">
            {product.title}
          </p>
          <p className="text-label text-faint">
            {nameOf(product.category, locale)} · {product.seller}
          </p>
        </div>
        <Link
          href={`/products/${product.productId}`}
          className="shrink-0 text-label text-accent hover:underline"
        >
          {t('open-product')}
        </Link>
      </div>
      <div className="mt-3 grid grid-cols-[10rem_1fr_auto] items-start gap-4 max-md:grid-cols-1">
        <div>
          <b className="font-semibold">{nameOf(row.attribute, locale)}</b>
          <div className="text-label text-faint">{row.attribute.guideline}</div>
        </div>
        <div className="min-w-0">
          {isEdited ? (
            <ValueEditor
              row={row}
              decision={null}
              unit={null}
              candidates={candidatesOf(row)}
              onSave={(edited) => answer({ kind: 'correct', values: [...edited], absence: null })}
              onCancel={() => setEdited(false)}
            />
          ) : (
            <p className="text-value font-semibold">{valuesText(values, row.attribute, locale)}</p>
          )}
          <RowSnippet row={row} product={product} isFocused />
        </div>
        <div className="flex gap-2">
          <Button
            tone="primary"
            disabled={judge.isPending}
            onClick={() => answer({ kind: 'accept', values, absence: null })}
          >
            {t('right')}
          </Button>
          <Button disabled={judge.isPending} onClick={() => setEdited(true)}>
            {t('fix')}
          </Button>
          <Button
            disabled={judge.isPending}
            onClick={() => answer({ kind: 'absent', values: [], absence: 'not-stated' })}
          >
            {t('not-stated')}
          </Button>
        </div>
      </div>
    </li>
  );
}
