'use client';

import { Loaded } from '@/components/ui/loaded';
import { Badge } from '@/components/ui/badge';
import { Card, PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { summariseCard, type CardSummary } from '@/lib/proposals/card-summary';
import { modelQuery } from '@/lib/proposals/queries';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { Comparison } from './comparison';
import { ModelCard } from './model-card';
import { ReliabilityChart } from './reliability-chart';

/** One model: how far its confidence can be trusted, from where on, and how it stands beside others. */
export function ModelPage({ name }: { readonly name: string }) {
  const t = useTranslations('models');
  const format = useFormatter();
  const query = useQuery(modelQuery(name));
  if (!query.data) return <Loaded query={query} skeleton="h-96" />;
  const { model, evaluations } = query.data;
  const { heldOut } = summariseCard(model.card);
  return (
    <>
      <PageHeader
        title={model.name}
        lead={
          <Link href="/models" className="underline">
            {t('title')}
          </Link>
        }
        actions={<Badge tone="neutral">{t(`state.${model.state}`)}</Badge>}
      />
      <div className="flex flex-col gap-6">
        <div className="grid gap-4 lg:grid-cols-2">
          <Card>
            <h2 className="sr-only">{t('card')}</h2>
            <ModelCard model={model} />
          </Card>
          {heldOut === null || heldOut.reliability.length === 0 ? null : (
            <Card>
              <h2 className="mb-1 text-value font-semibold">{t('reliability')}</h2>
              <p className="mb-3 text-muted">
                {t('reliability-lead', {
                  error: format.number(heldOut.expectedCalibrationError, {
                    maximumFractionDigits: 3,
                  }),
                })}
              </p>
              <ReliabilityChart bins={heldOut.reliability} />
            </Card>
          )}
        </div>
        {heldOut === null ? null : <HeldOut heldOut={heldOut} />}
        {evaluations.map((evaluation) => (
          <Comparison key={evaluation.name} evaluation={evaluation} />
        ))}
        {evaluations.length === 0 ? <p className="text-muted">{t('no-comparison')}</p> : null}
      </div>
    </>
  );
}

/** Held-out figures of every attribute, and from which confidence its values are precise enough. */
function HeldOut({ heldOut }: { readonly heldOut: NonNullable<CardSummary['heldOut']> }) {
  const t = useTranslations('models');
  const format = useFormatter();
  const { thresholds, wanted } = heldOut;
  const percent = (value: number) =>
    format.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const least = (value: number | null) =>
    value === null
      ? '–'
      : format.number(value, { minimumFractionDigits: 2, maximumFractionDigits: 3 });
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-value font-semibold">{t('per-attribute')}</h2>
      <Table label={t('per-attribute')}>
        <thead>
          <tr>
            <Th>{t('attribute')}</Th>
            <Th className="text-right">{t('precision')}</Th>
            <Th className="text-right">{t('recall')}</Th>
            <Th className="text-right">F1</Th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(heldOut.perAttribute).map(([name, figures]) => (
            <Tr key={name}>
              <Td>{name}</Td>
              <Td className="text-right">{percent(figures.precision)}</Td>
              <Td className="text-right">{percent(figures.recall)}</Td>
              <Td className="text-right font-medium">{percent(figures.f1)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {thresholds === null ? null : (
        <>
          <h2 className="text-value font-semibold">{t('thresholds')}</h2>
          <p className="max-w-3xl text-muted">{t('thresholds-lead')}</p>
          <Table label={t('thresholds')}>
            <thead>
              <tr>
                <Th>{t('category')}</Th>
                <Th>{t('attribute')}</Th>
                <Th className="text-right">{t('values')}</Th>
                {wanted.map((precision) => (
                  <Th key={precision} className="text-right">
                    {format.number(precision, { style: 'percent' })}
                  </Th>
                ))}
              </tr>
            </thead>
            <tbody>
              <Tr>
                <Td>{t('all-categories')}</Td>
                <Td>{t('all-categories')}</Td>
                <Td />
                {thresholds.model.map((value, index) => (
                  <Td key={wanted[index]} className="text-right">
                    {least(value)}
                  </Td>
                ))}
              </Tr>
              {thresholds.attributes.map((each) => (
                <Tr key={`${each.category}/${each.name}`}>
                  <Td>{each.category}</Td>
                  <Td>{each.name}</Td>
                  <Td className="text-right text-muted">{format.number(each.given)}</Td>
                  {each.least.map((value, index) => (
                    <Td key={wanted[index]} className="text-right">
                      {least(value)}
                    </Td>
                  ))}
                </Tr>
              ))}
            </tbody>
          </Table>
        </>
      )}
    </section>
  );
}
