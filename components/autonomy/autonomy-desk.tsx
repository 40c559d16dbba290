'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { CategorySelect } from '@/components/curation/category-select';
import { nameOf } from '@/components/review/value-text';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Loaded } from '@/components/ui/loaded';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import type { AutonomyLine, AutonomyState } from '@/lib/autonomy/contract';
import { autonomyReportQuery } from '@/lib/autonomy/queries';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import type { Role } from '@/lib/platform/roles';
import { mayActAs } from '@/lib/platform/roles';
import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { PolicyDialog } from './policy-dialog';

/** Where the model stands with every attribute, and why; an admin sets how far it may go. */
export function AutonomyDesk(props: {
  readonly role: Role;
  readonly categories: readonly CategoryNode[];
}) {
  const t = useTranslations('autonomy');
  const [categoryKey, setCategoryKey] = useState('');
  const [chosen, setChosen] = useState<AutonomyLine | null>(null);
  const query = useQuery(autonomyReportQuery(categoryKey ? { categoryKey } : {}));
  const report = query.data;
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <CategorySelect
              label={t('column.category')}
              className="w-52"
              categories={props.categories}
              allLabel={t('all-categories')}
              value={categoryKey}
              onChange={setCategoryKey}
            />
            {mayActAs(props.role, 'md') ? (
              <Button asChild tone={report && report.waiting > 0 ? 'primary' : 'plain'}>
                <Link href="/autonomy/sample">
                  {t('sample-open', { count: report?.waiting ?? 0 })}
                </Link>
              </Button>
            ) : null}
          </>
        }
      />
      <Loaded query={query} skeleton="h-80" />
      {report && report.lines.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={t('empty-title')}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {report && report.lines.length > 0 ? (
        <>
          <Table label={t('title')}>
            <thead>
              <tr>
                <Th>{t('column.attribute')}</Th>
                <Th>{t('column.state')}</Th>
                <Th className="w-56">{t('column.precision')}</Th>
                <Th>{t('column.why')}</Th>
                <Th className="text-right">{t('column.committed')}</Th>
                <Th className="text-right">{t('column.waiting')}</Th>
                {props.role === 'admin' ? <Th className="text-right">{t('set')}</Th> : null}
              </tr>
            </thead>
            <tbody>
              {report.lines.map((line) => (
                <LineRow
                  key={line.attributeId}
                  line={line}
                  onSet={props.role === 'admin' ? () => setChosen(line) : null}
                />
              ))}
            </tbody>
          </Table>
          <p className="mt-2 text-label text-faint">
            {report.modelVersion
              ? t('model', { modelVersion: report.modelVersion })
              : t('no-model')}
          </p>
        </>
      ) : null}
      {chosen ? <PolicyDialog line={chosen} onClose={() => setChosen(null)} /> : null}
    </>
  );
}

const tones: Record<AutonomyState, Tone> = {
  off: 'neutral',
  shadow: 'accent',
  auto: 'ok',
  demoted: 'warn',
};

function LineRow(props: { readonly line: AutonomyLine; readonly onSet: (() => void) | null }) {
  const { line, onSet } = props;
  const t = useTranslations('autonomy');
  const format = useFormatter();
  const writeTime = useWriteTime();
  const locale = useLocale();
  const name = nameOf(line, locale);
  const percent = usePercent();
  const setLabel = line.state === 'demoted' ? t('restart') : t('set');
  const why = {
    judged: line.judged,
    right: line.right,
    missing: line.missing,
    delay: line.policy.delayHours,
    share: percent(line.policy.auditShare),
  };
  return (
    <Tr>
      <Td>
        <span className="font-medium">{name}</span>
        <div className="text-label text-faint">{nameOf(line.category, locale)}</div>
      </Td>
      <Td>
        <Badge tone={tones[line.state]}>{t(`state.${line.state}`)}</Badge>
        {line.since ? (
          <div className="mt-0.5 text-label whitespace-nowrap text-faint">
            {t('since', {
              time: writeTime(new Date(line.since), {
                month: 'short',
                day: 'numeric',
                hour: '2-digit',
                minute: '2-digit',
              }),
            })}
          </div>
        ) : null}
      </Td>
      <Td>
        <BoundBar bound={line.bound} wanted={line.policy.wantedPrecision} />
        <div className="mt-1 text-label text-muted">
          {t('bound', {
            bound: percent(line.bound),
            wanted: percent(line.policy.wantedPrecision),
          })}
        </div>
      </Td>
      <Td className="text-muted">{t(`why.${line.state}`, why)}</Td>
      <Td className="text-right">{format.number(line.committed)}</Td>
      <Td className="text-right">{format.number(line.waiting)}</Td>
      {onSet ? (
        <Td className="text-right">
          <Button size="small" aria-label={`${name} – ${setLabel}`} onClick={onSet}>
            {setLabel}
          </Button>
        </Td>
      ) : null}
    </Tr>
  );
}

/** The bound as a bar, and a stroke where it has to come to; the words are below it. */
function BoundBar({ bound, wanted }: { readonly bound: number; readonly wanted: number }) {
  return (
    <div aria-hidden className="relative mt-1.5 h-1.5 rounded-full bg-line">
      <div
        className={`h-full rounded-full ${bound >= wanted ? 'bg-ok' : 'bg-accent'}`}
        style={{ width: `${100 * bound}%` }}
      />
      <div
        className="absolute -top-1 h-3.5 w-0.5 bg-text"
        style={{ left: `calc(${100 * wanted}% - 1px)` }}
      />
    </div>
  );
}

function usePercent(): (share: number) => string {
  const format = useFormatter();
  return (share) => format.number(share, { style: 'percent', maximumFractionDigits: 1 });
}
