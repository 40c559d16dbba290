'use client';

import { SidePanel } from '@/components/ui/side-panel';
import { formatValue } from '@/lib/values/display';
import type { ReviewRow } from '@/lib/curation/contract';
import { unitLabel } from '@/lib/desk/edit-draft';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { nameOf } from './value-text';

/** What the schema says of the focused attribute. */
export function GuidelinePanel(props: { readonly row: ReviewRow; onClose(): void }) {
  const { attribute, modelVersion, proposal } = props.row;
  const t = useTranslations('review');
  const locale = useLocale();
  const show = (value: number) => formatValue(value, attribute, locale);
  const { minimum, maximum } = attribute;
  const range =
    minimum !== null && maximum !== null
      ? t('guideline.range-both', { minimum: show(minimum), maximum: show(maximum) })
      : minimum !== null
        ? t('guideline.range-from', { minimum: show(minimum) })
        : maximum !== null
          ? t('guideline.range-to', { maximum: show(maximum) })
          : null;
  const type = [
    t(`type.${attribute.type}`),
    ...(attribute.isMultiple ? [t('type.multiple')] : []),
    ...(attribute.isRequired ? [t('rows.required')] : []),
  ].join(' · ');
  return (
    <SidePanel
      isText
      onClose={props.onClose}
      title={t('guideline.title', { name: nameOf(attribute, locale) })}
    >
      <p className="text-value leading-relaxed whitespace-pre-line">
        {attribute.guideline || <span className="text-faint">{t('guideline.none')}</span>}
      </p>
      <dl className="mt-4 grid grid-cols-[96px_1fr] gap-x-3 gap-y-2 border-t border-line pt-4">
        <Fact name={t('guideline.type')}>{type}</Fact>
        {attribute.unit ? (
          <Fact name={t('guideline.unit')}>{unitLabel(attribute.unit, locale)}</Fact>
        ) : null}
        {range ? <Fact name={t('guideline.range')}>{range}</Fact> : null}
        {attribute.pattern ? (
          <Fact name={t('guideline.pattern')}>
            <code className="font-mono text-[12px]">{attribute.pattern}</code>
          </Fact>
        ) : null}
        {attribute.synonyms.length > 0 ? (
          <Fact name={t('guideline.synonyms')}>{attribute.synonyms.join(', ')}</Fact>
        ) : null}
        {attribute.examples.length > 0 ? (
          <Fact name={t('guideline.examples')}>
            <span className="flex flex-wrap gap-1.5">
              {attribute.examples.map((example) => (
                <span
                  key={example}
                  className="rounded-[3px] bg-mark-faint px-1 font-mono text-[12px]"
                >
                  {example}
                </span>
              ))}
            </span>
          </Fact>
        ) : null}
        <Fact name={t('guideline.model')}>{modelVersion}</Fact>
        <Fact name={t('guideline.confidence')}>{Math.round(proposal.confidence * 100)}%</Fact>
      </dl>
      {attribute.values.length > 0 ? (
        <section className="mt-4 border-t border-line pt-4">
          <h3 className="mb-2 text-label font-semibold text-muted">
            {t('guideline.values', { count: attribute.values.length })}
          </h3>
          <ul className="flex flex-col gap-1">
            {attribute.values.map(({ value, synonyms }) => (
              <li key={value} className="flex gap-3">
                <span className="min-w-24 font-medium">
                  {formatValue(value, attribute, locale)}
                </span>
                <span className="text-faint">{synonyms.join(', ')}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </SidePanel>
  );
}

function Fact(props: { readonly name: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{props.name}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
