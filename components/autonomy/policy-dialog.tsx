'use client';

import { nameOf } from '@/components/review/value-text';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Input } from '@/components/ui/field';
import { autonomyPolicy, type AutonomyLine, type AutonomyPolicy } from '@/lib/autonomy/contract';
import { useSetAutonomyPolicy } from '@/lib/autonomy/hooks';
import { fewestJudgements } from '@/lib/statistics/wilson';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';

type Draft = Record<'wanted' | 'delay' | 'share', string>;

/** What people type, as a policy; null while it is none. */
function readDraft(isOn: boolean, { wanted, delay, share }: Draft): AutonomyPolicy | null {
  const part = (text: string) => (text.trim() === '' ? Number.NaN : Number(text) / 100);
  const read = autonomyPolicy.safeParse({
    isOn,
    wantedPrecision: part(wanted),
    delayHours: Number(delay),
    auditShare: part(share),
  });
  return read.success ? read.data : null;
}

const inPercent = (share: number) => String(Number((100 * share).toFixed(2)));

/** An admin says whether, and how far, an attribute may be committed without a person. */
export function PolicyDialog({ line, onClose }: { readonly line: AutonomyLine; onClose(): void }) {
  const t = useTranslations('autonomy');
  const common = useTranslations('common');
  const locale = useLocale();
  const set = useSetAutonomyPolicy(line.attributeId);
  const [isOn, setOn] = useState(line.policy.isOn);
  const [draft, setDraft] = useState<Draft>({
    wanted: inPercent(line.policy.wantedPrecision),
    delay: String(line.policy.delayHours),
    share: inPercent(line.policy.auditShare),
  });
  const policy = readDraft(isOn, draft);
  const wanted = Number(draft.wanted) / 100;
  const fewest = wanted > 0 && wanted < 1 ? fewestJudgements(wanted) : '–';
  const input = (name: keyof Draft, label: string, hint: string, limits: object) => (
    <Field label={label} hint={hint}>
      {(ids) => (
        <Input
          {...ids}
          {...limits}
          type="number"
          className="w-32"
          value={draft[name]}
          onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const save = () => {
    if (!policy) return;
    set.mutate(policy, {
      onError: (error) => toast.error(error.message),
      onSuccess: () => {
        toast.success(t('saved'));
        onClose();
      },
    });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('set-title', { name: nameOf(line, locale) })}
      description={t('set-lead')}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <label className="flex items-center gap-2 font-medium">
          <Checkbox checked={isOn} onChange={(event) => setOn(event.target.checked)} />
          {t('is-on')}
        </label>
        {input('wanted', t('wanted'), t('wanted-hint', { fewest }), {
          min: 80,
          max: 99.5,
          step: 0.1,
        })}
        {input('delay', t('delay'), t('delay-hint'), { min: 1, max: 720, step: 1 })}
        {input('share', t('share'), t('share-hint'), { min: 1, max: 100, step: 1 })}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" tone="primary" disabled={!policy || set.isPending}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
