'use client';

import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Progress } from '@/components/ui/page';
import { useUploadFile } from '@/lib/imports/hooks';
import { FileUp } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';

const accepted = '.csv,.tsv,.txt,.jsonl,.ndjson,.json,.gz,.xlsx';

/** Takes one file by drop or by choice, shows how much of it has gone, and opens its import. */
export function UploadZone() {
  const t = useTranslations('imports');
  const format = useFormatter();
  const router = useRouter();
  const upload = useUploadFile();
  const picker = useRef<HTMLInputElement>(null);
  const stopping = useRef<AbortController>(null);
  const [isOver, setOver] = useState(false);
  const [sentBytes, setSentBytes] = useState(0);

  const take = (file: File | undefined) => {
    if (file === undefined || upload.isPending) return;
    const controller = new AbortController();
    stopping.current = controller;
    setSentBytes(0);
    upload.mutate(
      { file, signal: controller.signal, onProgress: setSentBytes },
      { onSuccess: ({ id }) => router.push(`/imports/${id}`) },
    );
  };
  const isStopped = upload.error instanceof DOMException;
  const sending = upload.isPending ? upload.variables.file : null;
  return (
    <section
      aria-label={t('drop')}
      className={classNames(
        'mb-6 flex flex-col items-center gap-2 rounded-lg border border-dashed px-6 py-8 text-center',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong',
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <FileUp aria-hidden className="size-7 text-faint" strokeWidth={1.5} />
      {sending === null ? (
        <>
          <p className="text-value font-semibold">{t('drop')}</p>
          <p className="text-muted">{t('drop-hint')}</p>
          <Button tone="primary" className="mt-2" onClick={() => picker.current?.click()}>
            {t('choose')}
          </Button>
        </>
      ) : (
        <div className="w-full max-w-md" aria-live="polite">
          <p className="mb-1.5 text-value font-semibold">
            {t('uploading', { name: sending.name })}
          </p>
          <Progress
            label={t('uploading', { name: sending.name })}
            value={sentBytes}
            total={sending.size}
          />
          <p className="mt-1.5 text-label text-muted">
            {megabytes(sentBytes, format)} / {megabytes(sending.size, format)}
          </p>
          <Button size="small" className="mt-2" onClick={() => stopping.current?.abort()}>
            {t('upload-stop')}
          </Button>
        </div>
      )}
      <input
        ref={picker}
        type="file"
        aria-label={t('choose')}
        accept={accepted}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files?.[0]);
          // The same file once more is a choice, too.
          event.target.value = '';
        }}
      />
      {upload.error && !isStopped ? (
        <p role="alert" className="text-bad">
          {upload.error.message}
        </p>
      ) : null}
    </section>
  );
}

export function megabytes(bytes: number, format: ReturnType<typeof useFormatter>): string {
  const digits = bytes < 10_000_000 ? 1 : 0;
  return `${format.number(bytes / 1_000_000, { maximumFractionDigits: digits, minimumFractionDigits: digits })} MB`;
}
