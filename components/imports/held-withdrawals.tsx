import { Button } from '@/components/ui/button';
import type { ImportSummary, WithdrawalChoice } from '@/lib/imports/contract';
import { useDecideWithdrawals } from '@/lib/imports/hooks';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';

/** What a full feed left out and does not withdraw by itself, with the reason and both answers. */
export function HeldWithdrawals(props: {
  readonly summary: ImportSummary;
  readonly mayImport: boolean;
}) {
  const t = useTranslations('imports');
  const decide = useDecideWithdrawals(props.summary.id);
  const held = props.summary.heldWithdrawals;
  if (held === null) return null;
  const answer = (choice: WithdrawalChoice) =>
    decide.mutate(choice, { onError: (error) => toast.error(error.message) });
  return (
    <div role="group" aria-label={t('held')} className="mb-4 rounded-lg border border-line p-4">
      <p className="font-medium text-warn">{t('held-count', { count: held.count })}</p>
      <p className="text-muted">{t(`held-reason.${held.reason}`)}</p>
      {props.mayImport ? (
        <div className="mt-3 flex gap-2">
          <Button disabled={decide.isPending} onClick={() => answer('withdraw')}>
            {t('held-withdraw', { count: held.count })}
          </Button>
          <Button disabled={decide.isPending} onClick={() => answer('keep')}>
            {t('held-keep')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
