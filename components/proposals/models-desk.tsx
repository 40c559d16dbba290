'use client';

import { useWriteTime } from '@/components/ui/use-write-time';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Loaded } from '@/components/ui/loaded';
import { EmptyState, PageHeader } from '@/components/ui/page';
import { Table, Td, Th, Tr } from '@/components/ui/table';
import { summariseCard } from '@/lib/proposals/card-summary';
import type { ModelList, ModelVersion, ModelVersionState } from '@/lib/proposals/contract';
import { modelsQuery } from '@/lib/proposals/queries';
import { useQuery } from '@tanstack/react-query';
import { Cpu } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { ModelCard } from './model-card';

/** The registry of models, and which of them answers now. */
export function ModelsDesk() {
  const t = useTranslations('models');
  const query = useQuery(modelsQuery());
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Loaded query={query} skeleton="h-64">
        {(data) => <Serving serving={data.serving} />}
      </Loaded>
      {query.data?.models.length === 0 ? (
        <EmptyState icon={Cpu} title={t('empty-title')}>
          {t('empty-body')}
        </EmptyState>
      ) : null}
      {query.data && query.data.models.length > 0 ? (
        <ModelTable models={query.data.models} servingName={query.data.serving?.version ?? null} />
      ) : null}
    </>
  );
}

/** One sentence on what makes proposals right now. */
function Serving({ serving }: { readonly serving: ModelList['serving'] }) {
  const t = useTranslations('models');
  const [tone, words] = ((): readonly [Tone, string] => {
    if (serving === null) return ['warn', t('serving-silent')];
    if (serving.state === 'loading') return ['accent', t('serving-loading')];
    if (serving.state === 'failed' || serving.version === null) return ['bad', t('serving-failed')];
    if (serving.detail !== null)
      return ['warn', t('serving-fallback', { version: serving.version })];
    return ['ok', t('serving', { version: serving.version })];
  })();
  return (
    <div role="status" className="mb-4 flex flex-wrap items-center gap-2">
      <Badge tone={tone}>{words}</Badge>
      {serving?.detail ? <span className="text-label text-faint">{serving.detail}</span> : null}
    </div>
  );
}

const tones: Record<ModelVersionState, Tone> = {
  candidate: 'neutral',
  shadow: 'accent',
  production: 'ok',
  retired: 'neutral',
};

function ModelTable(props: {
  readonly models: readonly ModelVersion[];
  readonly servingName: string | null;
}) {
  const t = useTranslations('models');
  const common = useTranslations('common');
  return (
    <Table label={t('title')}>
      <thead>
        <tr>
          <Th>{t('name')}</Th>
          <Th>{t('state-label')}</Th>
          <Th>{t('kind-label')}</Th>
          <Th className="text-right">F1</Th>
          <Th className="text-right">{t('calibration-error')}</Th>
          <Th className="text-right">{t('products')}</Th>
          <Th>{t('created')}</Th>
          <Th>
            <span className="sr-only">{common('actions')}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {props.models.map((model) => (
          <ModelRow key={model.name} model={model} isServing={model.name === props.servingName} />
        ))}
      </tbody>
    </Table>
  );
}

function ModelRow({
  model,
  isServing,
}: {
  readonly model: ModelVersion;
  readonly isServing: boolean;
}) {
  const t = useTranslations('models');
  const format = useFormatter();
  const writeTime = useWriteTime();
  const [isOpen, setOpen] = useState(false);
  const { heldOut } = summariseCard(model.card);
  return (
    <Tr>
      <Td>
        <Link
          href={`/models/${encodeURIComponent(model.name)}`}
          className="font-medium underline-offset-2 hover:underline"
        >
          {model.name}
        </Link>
        {isServing ? <span className="ml-2 text-label text-ok">{t('serves')}</span> : null}
      </Td>
      <Td>
        <Badge tone={tones[model.state]}>{t(`state.${model.state}`)}</Badge>
      </Td>
      <Td className="text-muted">{t(`kind.${model.kind}`)}</Td>
      <Td className="text-right">
        {heldOut === null
          ? '–'
          : format.number(heldOut.micro.f1, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}
      </Td>
      <Td className="text-right">
        {heldOut === null
          ? '–'
          : format.number(heldOut.expectedCalibrationError, { maximumFractionDigits: 3 })}
      </Td>
      <Td className="text-right">{format.number(model.products)}</Td>
      <Td className="text-muted">
        {writeTime(new Date(model.createdAt), { dateStyle: 'medium', timeStyle: 'short' })}
      </Td>
      <Td className="text-right">
        <Button
          size="small"
          aria-label={`${model.name} – ${t('card')}`}
          onClick={() => setOpen(true)}
        >
          {t('card')}
        </Button>
        <Dialog placement="side" isText open={isOpen} onOpenChange={setOpen} title={model.name}>
          <ModelCard model={model} />
        </Dialog>
      </Td>
    </Tr>
  );
}
