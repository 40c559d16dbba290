'use client';

import { Loaded } from '@/components/ui/loaded';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/page';
import type { DatasetUpload, UploadState } from '@/lib/cloud/delivery/contract';
import { useUploadDataset } from '@/lib/cloud/delivery/hooks';
import { uploadsQuery } from '@/lib/cloud/delivery/queries';
import { useQuery } from '@tanstack/react-query';
import { CloudUpload } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { toast } from 'sonner';

const toneOf: Record<UploadState, Tone> = {
  queued: 'neutral',
  running: 'accent',
  done: 'ok',
  failed: 'bad',
};

/** Brings a made dataset version into the bucket of the settings, or says why that is off. */
export function DeliverSection({ versionId }: { readonly versionId: string }) {
  const t = useTranslations('datasets.deliver');
  const list = useQuery(uploadsQuery(versionId));
  const upload = useUploadDataset(versionId);
  if (!list.data) return <Loaded query={list} skeleton="h-16" />;
  const { bucket, missing, uploads } = list.data;
  const isUnderWay = uploads.some(({ state }) => state === 'queued' || state === 'running');
  return (
    <section aria-label={t('title')} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 className="text-value font-semibold">{t('title')}</h2>
          <p className="text-muted">
            {bucket ? t('lead', { bucket }) : t('off', { names: missing.join(', ') })}
          </p>
        </div>
        {bucket ? (
          <Button
            disabled={upload.isPending || isUnderWay}
            onClick={() =>
              upload.mutate(undefined, { onError: (error) => toast.error(error.message) })
            }
          >
            <CloudUpload aria-hidden className="size-4" />
            {uploads.length > 0 ? t('again') : t('send')}
          </Button>
        ) : null}
      </div>
      {uploads.map((each) => (
        <UploadLine key={each.id} upload={each} />
      ))}
    </section>
  );
}

function UploadLine({ upload }: { readonly upload: DatasetUpload }) {
  const t = useTranslations('datasets.deliver');
  const format = useFormatter();
  const { target, state, bytesDone, bytesTotal, filesDone, filesTotal, error } = upload;
  const megabytes = (bytes: number) => format.number(bytes / 1e6, { maximumFractionDigits: 1 });
  return (
    <div className="rounded-md border border-line px-3 py-2">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={toneOf[state]}>{t(`states.${state}`)}</Badge>
        <code className="min-w-0 flex-1 truncate font-mono text-label" title={target}>
          {target}
        </code>
        <span className="text-label text-muted tabular-nums">
          {t('files', { done: filesDone, total: filesTotal })} · {megabytes(bytesDone)} /{' '}
          {megabytes(bytesTotal)} MB
        </span>
      </div>
      {state === 'running' ? (
        <div className="mt-2">
          <Progress label={target} value={bytesDone} total={bytesTotal} />
        </div>
      ) : null}
      {error ? <p className="mt-1 text-bad">{error}</p> : null}
    </div>
  );
}
