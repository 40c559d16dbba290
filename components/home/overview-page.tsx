import { DeskLink } from '@/components/review/desk-link';
import { Button } from '@/components/ui/button';
import { Card, EmptyState, PageHeader, Progress } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { Overview } from '@/lib/queues/server';
import { mayActAs } from '@/lib/platform/roles';
import type { Actor } from '@/lib/platform/session';
import { PackageOpen } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { DecisionChart } from './decision-chart';

export function OverviewPage(props: { readonly actor: Actor; readonly overview: Overview }) {
  const t = useTranslations('home');
  const { actor, overview } = props;
  const mayReview = mayActAs(actor.role, 'md');
  return (
    <>
      <PageHeader
        title={t('greeting', { name: actor.name })}
        lead={t('lead', { ready: overview.ready })}
        actions={
          mayReview && overview.ready > 0 ? (
            <Button asChild tone="primary">
              <DeskLink href="/review">{t('start')}</DeskLink>
            </Button>
          ) : null
        }
      />
      {overview.products === 0 ? (
        <EmptyState
          icon={PackageOpen}
          title={t('empty-title')}
          action={
            mayActAs(actor.role, 'lead') ? (
              <Button asChild tone="primary">
                <Link href="/imports">{t('empty-action')}</Link>
              </Button>
            ) : null
          }
        >
          {t('empty-body')}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-5">
          <Figures overview={overview} />
          <Card>
            <h2 className="mb-3 font-semibold">{t('days-title')}</h2>
            <DecisionChart days={overview.days} />
          </Card>
          <Categories overview={overview} />
        </div>
      )}
    </>
  );
}

function Figures({ overview }: { readonly overview: Overview }) {
  const t = useTranslations('home');
  const format = useFormatter();
  const figures = ['ready', 'waiting', 'submitted', 'committed', 'skipped'] as const;
  return (
    <dl className="grid grid-cols-5 divide-x divide-line rounded-lg border border-line bg-pane shadow-low max-md:grid-cols-2 max-md:divide-x-0">
      {figures.map((name) => (
        <div key={name} className="px-4 py-3">
          <dt className="text-label text-muted">{t(`figure.${name}`)}</dt>
          <dd className="mt-0.5 text-[22px] leading-8 font-[650] tracking-[-0.02em]">
            {format.number(overview[name])}
          </dd>
          <dd className="text-label text-faint">{t(`figure-hint.${name}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Categories({ overview }: { readonly overview: Overview }) {
  const t = useTranslations('home');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  return (
    <section>
      <h2 className="mb-2 font-semibold">{t('categories-title')}</h2>
      <Table label={t('categories-title')}>
        <thead>
          <tr>
            <Th>{t('category')}</Th>
            <Th className="text-right">{t('figure.ready')}</Th>
            <Th className="text-right">{t('figure.committed')}</Th>
            <Th className="text-right">{t('total')}</Th>
            <Th className="w-1/4">{t('progress')}</Th>
          </tr>
        </thead>
        <tbody>
          {overview.categories.map((category) => {
            const name = isKorean ? category.nameKo : category.nameEn;
            return (
              <Tr key={category.key}>
                <Td>
                  <Link
                    className="font-medium hover:underline"
                    href={`/products?category=${category.key}`}
                  >
                    {name}
                  </Link>
                </Td>
                <Td className="text-right">{format.number(category.ready)}</Td>
                <Td className="text-right">{format.number(category.committed)}</Td>
                <Td className="text-right">{format.number(category.total)}</Td>
                <Td className="align-middle">
                  <Progress
                    label={t('progress-of', { name })}
                    value={category.committed}
                    total={category.total}
                    tone="ok"
                  />
                </Td>
              </Tr>
            );
          })}
        </tbody>
      </Table>
    </section>
  );
}
