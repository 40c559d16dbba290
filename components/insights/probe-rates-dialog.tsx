'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { probeRates, type ProbeRates } from '@/lib/curation/probe';
import { useSetProbeRates } from '@/lib/insights/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';

const inPercent = (share: number) => String(Number((100 * share).toFixed(2)));
const fromPercent = (text: string) => (text.trim() === '' ? Number.NaN : Number(text) / 100);

/** An admin says how many rows are shown otherwise than they were proposed. */
export function ProbeRatesDialog(props: { readonly rates: ProbeRates; onClose(): void }) {
  const t = useTranslations('insights.probes');
  const common = useTranslations('common');
  const set = useSetProbeRates();
  const [draft, setDraft] = useState({
    planted: inPercent(props.rates.planted),
    hidden: inPercent(props.rates.hidden),
  });
  const read = probeRates.safeParse({
    planted: fromPercent(draft.planted),
    hidden: fromPercent(draft.hidden),
  });
  const save = () => {
    if (!read.success) return;
    set.mutate(read.data, {
      onError: (error) => toast.error(error.message),
      onSuccess: () => {
        toast.success(t('saved'));
        props.onClose();
      },
    });
  };
  return (
    <Dialog open onOpenChange={props.onClose} title={t('set')} description={t('set-lead')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {(['planted', 'hidden'] as const).map((kind) => (
          <Field key={kind} label={t(`rate.${kind}`)} hint={t(`rate-hint.${kind}`)}>
            {(ids) => (
              <Input
                {...ids}
                type="number"
                className="w-32"
                min={0}
                max={kind === 'planted' ? 10 : 20}
                step={0.1}
                value={draft[kind]}
                onChange={(event) => setDraft({ ...draft, [kind]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <div className="flex justify-end gap-2">
          <Button onClick={props.onClose}>{common('cancel')}</Button>
          <Button type="submit" tone="primary" disabled={!read.success || set.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
