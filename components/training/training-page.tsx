'use client';

import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { Loaded } from '@/components/ui/loaded';
import { LineChart, type Series } from '@/components/ui/chart';
import { Card, PageHeader } from '@/components/ui/page';
import type { TrainingDetail, TrainingEvent } from '@/lib/training/contract';
import { useCancelTraining } from '@/lib/training/hooks';
import { trainingQuery } from '@/lib/training/queries';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { TrainingStateBadge } from './training-state';

/** One training: its curves as they come, its log, and the candidate at its end. */
export function TrainingPage({ id }: { readonly id: string }) {
  const t = useTranslations('training');
  const query = useQuery(trainingQuery(id));
  const job = query.data;
  return (
    <>
      <Link
        href="/training"
        className="mb-3 inline-flex items-center gap-1 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('title')}
      </Link>
      <Loaded query={query} skeleton="h-96" />
      {job ? <Training job={job} /> : null}
    </>
  );
}

function Training({ job }: { readonly job: TrainingDetail }) {
  const t = useTranslations('training');
  const cancel = useCancelTraining();
  const isOpen = job.state === 'queued' || job.state === 'running';
  return (
    <>
      <PageHeader
        title={job.datasetName ?? job.datasetVersionId}
        lead={
          <span role="status" className="inline-flex flex-wrap items-center gap-2">
            <TrainingStateBadge state={job.state} />
            {t('on-base', { base: job.baseModel })}
            {job.last ? (
              <span>
                {t('epoch-of', {
                  phase: t(`phase.${job.last.phase}`),
                  epoch: job.last.epoch,
                  epochs: job.last.epochs,
                })}
              </span>
            ) : null}
          </span>
        }
        actions={
          <>
            {isOpen ? (
              <ConfirmButton
                tone="danger"
                label={t('cancel')}
                title={t('cancel-title')}
                confirmLabel={t('cancel')}
                disabled={cancel.isPending}
                onConfirm={() =>
                  cancel.mutate(job.id, { onError: (error) => toast.error(error.message) })
                }
              >
                {t('cancel-body')}
              </ConfirmButton>
            ) : null}
            {job.modelVersion ? (
              <Button asChild tone="primary">
                <Link href={`/training/models/${encodeURIComponent(job.modelVersion)}`}>
                  {t('to-candidate')}
                </Link>
              </Button>
            ) : null}
          </>
        }
      />
      {job.error ? (
        <p role="alert" className="mb-4 text-bad">
          {job.error}
        </p>
      ) : null}
      <Curves job={job} />
      <section>
        <h2 className="mb-2 font-semibold">{t('log')}</h2>
        <ol
          aria-label={t('log')}
          className="max-h-80 overflow-auto rounded-lg border border-line bg-sunken p-3 font-mono text-label"
        >
          {job.events.map((event) => (
            <EventLine key={event.id} event={event} />
          ))}
        </ol>
      </section>
    </>
  );
}

function EventLine({ event }: { readonly event: TrainingEvent }) {
  const t = useTranslations('training');
  const format = useFormatter();
  return (
    <li className="flex gap-3">
      <time dateTime={event.at} className="shrink-0 text-faint">
        {format.dateTime(new Date(event.at), { timeStyle: 'medium' })}
      </time>
      <span>{t(`event.${event.code}`, event.params)}</span>
    </li>
  );
}

/** Training on small data goes twice over it; the first time, which only measures, is the faint line. */
function Curves({ job }: { readonly job: TrainingDetail }) {
  const t = useTranslations('training');
  const { points } = job;
  if (points.length === 0) {
    return <Card className="mb-6 text-muted">{t('no-points')}</Card>;
  }
  const phases = (['measure', 'train'] as const).filter((phase) =>
    points.some((point) => point.phase === phase),
  );
  const lastEpoch = Math.max(...points.map(({ epochs }) => epochs));
  // The axis does not move while points come: epochs that are still to come have their place.
  const places = Array.from({ length: lastEpoch }, (_, index) => String(index + 1));
  const seriesOf = (value: 'loss' | 'f1'): Series[] =>
    phases.map((phase) => {
      const reached = new Map(
        points.flatMap((point) => (point.phase === phase ? [[point.epoch, point[value]]] : [])),
      );
      return {
        name: t(`phase.${phase}`),
        ...(phase === 'measure'
          ? { colour: 'var(--faint)', dash: '4 3' }
          : { colour: value === 'loss' ? 'var(--accent)' : 'var(--ok)' }),
        values: places.map((_, index) => reached.get(index + 1) ?? null),
      };
    });
  const hasF1 = points.some(({ f1 }) => f1 !== null);
  return (
    <Card className="mb-6 grid grid-cols-2 gap-6 max-lg:grid-cols-1">
      <CurveCard title={t('loss')}>
        <LineChart
          label={t('loss')}
          places={places}
          series={seriesOf('loss')}
          format={(value) => value.toFixed(2)}
        />
      </CurveCard>
      {hasF1 ? (
        <CurveCard title={t('f1-validation')}>
          <LineChart
            label={t('f1-validation')}
            places={places}
            series={seriesOf('f1')}
            to={100}
            format={(value) => value.toFixed(0)}
          />
        </CurveCard>
      ) : (
        <p className="self-center text-muted">{t('no-validation')}</p>
      )}
    </Card>
  );
}

function CurveCard(props: { readonly title: string; readonly children: ReactNode }) {
  const t = useTranslations('training');
  return (
    <div className="min-w-0">
      <h2 className="mb-1 text-label font-medium text-muted">
        {props.title} · {t('epochs')}
      </h2>
      {props.children}
    </div>
  );
}
