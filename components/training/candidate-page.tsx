'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ConfirmButton } from '@/components/ui/confirm';
import { Loaded } from '@/components/ui/loaded';
import { Card, EmptyState, PageHeader, Progress } from '@/components/ui/page';
import type { ModelVersionState } from '@/lib/proposals/contract';
import type { CandidateDetail, ModelChange, ModelEvaluation } from '@/lib/training/contract';
import { useRequestEvaluation, useRollBack, useSetShadow } from '@/lib/training/hooks';
import { candidateQuery } from '@/lib/training/queries';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Scale } from 'lucide-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { toast } from 'sonner';
import { EvaluationView } from './evaluation-view';
import { PromoteButton } from './promote-button';
import { ShadowView } from './shadow-view';

const tones: Record<ModelVersionState, Tone> = {
  candidate: 'neutral',
  shadow: 'accent',
  production: 'ok',
  retired: 'neutral',
};

interface CandidatePageProps {
  readonly name: string;
  readonly mayPromote: boolean;
}

/** One model on its way into production: measured, in the shadow, promoted, rolled back. */
export function CandidatePage({ name, mayPromote }: CandidatePageProps) {
  const t = useTranslations('training');
  const query = useQuery(candidateQuery(name));
  return (
    <>
      <Link
        href="/training"
        className="mb-3 inline-flex items-center gap-1 text-muted hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        {t('title')}
      </Link>
      <Loaded query={query} skeleton="h-96">
        {(data) => <Candidate model={data} mayPromote={mayPromote} />}
      </Loaded>
    </>
  );
}

function Candidate(props: { readonly model: CandidateDetail; readonly mayPromote: boolean }) {
  const t = useTranslations('training');
  const models = useTranslations('models');
  const { model, mayPromote } = props;
  const evaluate = useRequestEvaluation();
  const serves = model.state === 'production';
  const [newest] = model.evaluations;
  const isMeasuring = newest?.state === 'queued' || newest?.state === 'running';
  const current = model.evaluations.find(
    ({ state, production }) => state === 'done' && production === model.production,
  );
  const measure = (
    <Button
      disabled={evaluate.isPending || isMeasuring || serves}
      onClick={() =>
        evaluate.mutate(
          { id: crypto.randomUUID(), candidate: model.name },
          { onError: (error) => toast.error(error.message) },
        )
      }
    >
      <Scale aria-hidden className="size-4" />
      {t('evaluate')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={model.name}
        lead={
          <span className="inline-flex flex-wrap items-center gap-2">
            <Badge tone={tones[model.state]}>{models(`state.${model.state}`)}</Badge>
            {serves || model.production === null
              ? null
              : t('against-production', { production: model.production })}
            {model.trainingJobId ? (
              <Link
                href={`/training/${model.trainingJobId}`}
                className="underline underline-offset-2"
              >
                {t('to-training')}
              </Link>
            ) : null}
          </span>
        }
        actions={
          <>
            {serves ? null : measure}
            {mayPromote && !serves ? <ShadowButton model={model} /> : null}
            {mayPromote && !serves ? (
              <PromoteButton model={model} checks={current?.checks ?? []} />
            ) : null}
            {mayPromote && model.rollsBackTo !== null ? (
              <RollBackButton name={model.name} to={model.rollsBackTo} />
            ) : null}
          </>
        }
      />
      {newest && isMeasuring ? <Measuring evaluation={newest} /> : null}
      {newest?.state === 'failed' ? (
        <p role="alert" className="mb-4 text-bad">
          {newest.error}
        </p>
      ) : null}
      {model.evaluations.length === 0 && !serves ? (
        <EmptyState icon={Scale} title={t('not-evaluated-title')} action={measure}>
          {t('not-evaluated-body')}
        </EmptyState>
      ) : null}
      {model.evaluations
        .filter(({ state }) => state === 'done')
        .slice(0, 1)
        .map((evaluation) => (
          <EvaluationView key={evaluation.id} evaluation={evaluation} />
        ))}
      {model.shadow ? <ShadowView shadow={model.shadow} /> : null}
      {model.changes.length > 0 ? <Changes changes={model.changes} /> : null}
    </>
  );
}

function Measuring({ evaluation }: { readonly evaluation: ModelEvaluation }) {
  const t = useTranslations('training');
  const { done, total } = evaluation;
  return (
    <Card className="mb-6">
      <p role="status" className="mb-2">
        {total === 0 ? t('evaluation-waits') : t('evaluation-runs', { done, total })}
      </p>
      <Progress label={t('evaluate')} value={done} total={total} />
    </Card>
  );
}

function ShadowButton({ model }: { readonly model: CandidateDetail }) {
  const t = useTranslations('training');
  const set = useSetShadow(model.name);
  const isOn = model.state === 'shadow';
  return (
    <Button
      disabled={set.isPending}
      onClick={() => set.mutate(!isOn, { onError: (error) => toast.error(error.message) })}
    >
      {isOn ? t('shadow-off') : t('shadow-on')}
    </Button>
  );
}

function RollBackButton({ name, to }: { readonly name: string; readonly to: string }) {
  const t = useTranslations('training');
  const rollBack = useRollBack();
  return (
    <ConfirmButton
      tone="danger"
      label={t('roll-back')}
      title={t('roll-back-title')}
      confirmLabel={t('roll-back')}
      disabled={rollBack.isPending}
      onConfirm={() =>
        rollBack.mutate(
          { id: crypto.randomUUID(), from: name },
          {
            onError: (error) => toast.error(error.message),
            onSuccess: () => toast.success(t('rolled-back', { to })),
          },
        )
      }
    >
      {t('roll-back-body', { to })}
    </ConfirmButton>
  );
}

function Changes({ changes }: { readonly changes: readonly ModelChange[] }) {
  const t = useTranslations('training');
  const writeTime = useWriteTime();
  return (
    <section className="mt-6">
      <h2 className="mb-2 font-semibold">{t('changes')}</h2>
      <ol className="flex flex-col gap-1">
        {changes.map((change) => (
          <li key={change.id} className="flex flex-wrap gap-x-3">
            <time dateTime={change.changedAt} className="text-muted">
              {writeTime(new Date(change.changedAt), {
                dateStyle: 'medium',
                timeStyle: 'short',
              })}
            </time>
            <span>
              {t(`change.${change.kind}`, { model: change.model, replaced: change.replaced })}
            </span>
            <span className="text-muted">{change.changedBy}</span>
            {change.reason ? <q className="text-muted">{change.reason}</q> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
