'use client';

import { Field, Select } from '@/components/ui/field';
import { useSetAuditRetention } from '@/lib/audit/hooks';
import { auditRetentionQuery } from '@/lib/audit/queries';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';

const daysToChoose = [90, 180, 365, 1_095, 1_825];

/** How long entries are kept. */
export function Retention() {
  const t = useTranslations('audit');
  const retention = useQuery(auditRetentionQuery);
  const set = useSetAuditRetention();
  if (!retention.data) return null;
  const { days } = retention.data;
  // One that was set by the API stays among the choices.
  const choices = [...new Set([...daysToChoose, ...(days === null ? [] : [days])])];
  return (
    <div className="mt-5 max-w-md">
      <Field label={t('retention')} hint={t('retention-body')}>
        {(ids) => (
          <Select
            {...ids}
            className="w-44"
            value={days ?? ''}
            disabled={set.isPending}
            onChange={({ target: { value } }) =>
              set.mutate(
                { days: value === '' ? null : Number(value) },
                {
                  onSuccess: () => toast.success(t('saved')),
                  onError: (error) => toast.error(error.message),
                },
              )
            }
          >
            <option value="">{t('for-ever')}</option>
            {choices
              .sort((one, other) => one - other)
              .map((each) => (
                <option key={each} value={each}>
                  {t('days', { days: each })}
                </option>
              ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
