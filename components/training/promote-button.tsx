'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { promoteInput, type CandidateDetail, type PromotionCheck } from '@/lib/training/contract';
import { usePromote } from '@/lib/training/hooks';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { ChecksView } from './checks-view';

interface PromoteButtonProps {
  readonly model: CandidateDetail;
  /** The rule on the evaluation against what serves now; empty when there is none. */
  readonly checks: readonly PromotionCheck[];
}

/** A person's yes: what the rule says, what will change, and a reason where the rule says no. */
export function PromoteButton({ model, checks }: PromoteButtonProps) {
  const t = useTranslations('training');
  const common = useTranslations('common');
  const promote = usePromote(model.name);
  const [isOpen, setOpen] = useState(false);
  const [id] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState('');
  const isProven = checks.length > 0 && checks.every(({ isPassed }) => isPassed);
  const hasReason = promoteInput.shape.reason.unwrap().safeParse(reason).success;
  const submit = () =>
    promote.mutate(isProven ? { id } : { id, reason }, {
      onError: (error) => toast.error(error.message),
      onSuccess: () => {
        setOpen(false);
        toast.success(t('promoted', { model: model.name }));
      },
    });
  return (
    <>
      <Button tone="primary" onClick={() => setOpen(true)}>
        {t('promote')}
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen} title={t('promote-title')}>
        <p className="mb-3 text-muted">
          {t('promote-body', { model: model.name, production: model.production ?? '–' })}
        </p>
        {checks.length > 0 ? (
          <ChecksView checks={checks} />
        ) : (
          <p className="text-warn">{t('promote-unmeasured')}</p>
        )}
        {isProven ? null : (
          <div className="mt-3">
            <Field label={t('reason')} hint={t('reason-hint')}>
              {(ids) => (
                <Textarea
                  {...ids}
                  value={reason}
                  maxLength={500}
                  onChange={(event) => setReason(event.target.value)}
                />
              )}
            </Field>
          </div>
        )}
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>{common('cancel')}</Button>
          <Button
            tone="primary"
            disabled={promote.isPending || (!isProven && !hasReason)}
            onClick={submit}
          >
            {t('promote-confirm')}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
