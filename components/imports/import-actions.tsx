import { ConfirmButton } from '@/components/ui/confirm';
import { RowAction } from '@/components/ui/row-action';
import type { ImportStep, ImportSummary } from '@/lib/imports/contract';
import { useSteerImport } from '@/lib/imports/hooks';
import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';

/** Pause, resume and cancel, as far as they fit the state. */
export function ImportActions({ summary }: { readonly summary: ImportSummary }) {
  const t = useTranslations('imports');
  const steer = useSteerImport();
  const take = (step: ImportStep) =>
    steer.mutate({ id: summary.id, step }, { onError: (error) => toast.error(error.message) });
  const named = (step: ImportStep) => ({
    label: t(`step.${step}`),
    name: summary.fileName,
    disabled: steer.isPending,
    onClick: () => take(step),
  });
  const { state, isStalled } = summary;
  const isAtWork = (state === 'queued' || state === 'running') && !isStalled;
  const mayResume = state === 'paused' || state === 'failed' || isStalled;
  const mayCancel = isAtWork || mayResume || state === 'uploaded';
  return (
    <>
      {isAtWork ? <RowAction icon={Pause} {...named('pause')} /> : null}
      {mayResume ? <RowAction icon={Play} {...named('resume')} /> : null}
      {mayCancel ? (
        <ConfirmButton
          size="small"
          tone="danger"
          label={t('step.cancel')}
          title={t('cancel-title')}
          confirmLabel={t('cancel-title')}
          disabled={steer.isPending}
          onConfirm={() => take('cancel')}
        >
          {t('cancel-body')}
        </ConfirmButton>
      ) : null}
    </>
  );
}
