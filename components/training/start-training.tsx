'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Select } from '@/components/ui/field';
import { modelsQuery } from '@/lib/proposals/queries';
import { trainingEffort, type TrainingEffort } from '@/lib/training/contract';
import { versionsQuery } from '@/lib/datasets/queries';
import { useRequestTraining } from '@/lib/training/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';

interface StartTrainingProps {
  readonly isOpen: boolean;
  onClose(): void;
  readonly datasetVersionId: string | null;
}

/** Chooses what is learnt from, what is gone on from, and how much work it may be. */
export function StartTraining({ isOpen, onClose, datasetVersionId }: StartTrainingProps) {
  const t = useTranslations('training');
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('start')}
      description={t('start-lead')}
    >
      <StartForm datasetVersionId={datasetVersionId} />
    </Dialog>
  );
}

function StartForm({ datasetVersionId }: Pick<StartTrainingProps, 'datasetVersionId'>) {
  const t = useTranslations('training');
  const writeTime = useWriteTime();
  const router = useRouter();
  const request = useRequestTraining();
  const versions = useInfiniteQuery(versionsQuery());
  const models = useQuery(modelsQuery());
  // The same wish sent again is the same training.
  const [id] = useState(() => crypto.randomUUID());
  const [versionId, setVersionId] = useState(datasetVersionId);
  const [baseModel, setBaseModel] = useState<string | null>(null);
  const [effort, setEffort] = useState<TrainingEffort>('quick');
  const usable = (versions.data?.pages.flatMap((page) => page.versions) ?? []).filter(
    ({ state, formats }) =>
      (state === 'ready' || state === 'same') && formats.includes('extraction'),
  );
  const bases = (models.data?.models ?? []).filter(({ kind }) => kind === 'onnx');
  const version = usable.find((each) => each.id === versionId) ?? usable[0];
  const base =
    bases.find(({ name }) => name === baseModel) ??
    bases.find(({ state }) => state === 'production') ??
    bases[0];
  if (versions.isSuccess && usable.length === 0) {
    return (
      <p>
        {t('no-versions')}{' '}
        <Link href="/datasets" className="text-accent underline underline-offset-2">
          {t('to-datasets')}
        </Link>
      </p>
    );
  }
  const submit = () => {
    if (!version || !base) return;
    request.mutate(
      { id, datasetVersionId: version.id, baseModel: base.name, settings: { effort } },
      {
        onError: (error) => toast.error(error.message),
        onSuccess: (job) => router.push(`/training/${job.id}`),
      },
    );
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label={t('dataset')}
        hint={
          version?.counts
            ? t('dataset-hint', {
                products: version.counts.productsBySplit.train,
                decisions: version.counts.decisionsBySplit.train,
              })
            : null
        }
      >
        {(ids) => (
          <Select
            {...ids}
            value={version?.id ?? ''}
            onChange={(event) => setVersionId(event.target.value)}
          >
            {usable.map(({ id: value, recipeName, recipeRevision, asOf }) => (
              <option key={value} value={value}>
                {`${recipeName} r${recipeRevision} · ${writeTime(new Date(asOf), { dateStyle: 'medium', timeStyle: 'short' })}`}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('base')} hint={t('base-hint')}>
        {(ids) => (
          <Select
            {...ids}
            value={base?.name ?? ''}
            onChange={(event) => setBaseModel(event.target.value)}
          >
            {bases.map(({ name, state }) => (
              <option key={name} value={name}>
                {state === 'production' ? `${name} (${t('serves')})` : name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('effort-label')} hint={t(`effort-hint.${effort}`)}>
        {(ids) => (
          <Select
            {...ids}
            value={effort}
            onChange={(event) => setEffort(trainingEffort.parse(event.target.value))}
          >
            {trainingEffort.options.map((option) => (
              <option key={option} value={option}>
                {t(`effort.${option}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" tone="primary" disabled={!version || !base || request.isPending}>
          {t('begin')}
        </Button>
      </div>
    </form>
  );
}
