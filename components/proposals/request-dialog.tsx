'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Select } from '@/components/ui/field';
import type { RunScope, ScopeOption } from '@/lib/proposals/contract';
import { useRequestProposals } from '@/lib/proposals/hooks';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';

/** Chooses the products that a run takes in. */
export function RequestDialog(props: {
  readonly isOpen: boolean;
  onClose(): void;
  readonly scopes: readonly ScopeOption[];
}) {
  const t = useTranslations('proposals');
  const common = useTranslations('common');
  const format = useFormatter();
  const isKorean = useLocale() === 'ko';
  const request = useRequestProposals();
  // A second press of the button sends the same id, and so asks only once.
  const [id, setId] = useState(() => crypto.randomUUID());
  const total = props.scopes.reduce((sum, { products }) => sum + products, 0);
  const submit = (categoryKey: string) => {
    const scope: RunScope =
      categoryKey === '' ? { kind: 'all' } : { kind: 'category', categoryKey };
    request.mutate(
      { id, scope },
      {
        onSuccess: (run) => {
          toast.success(t('requested', { total: run.total }));
          setId(crypto.randomUUID());
          props.onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open={props.isOpen}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
      title={t('request-title')}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(String(new FormData(event.currentTarget).get('category')));
        }}
      >
        <Field label={t('scope')} hint={t('request-hint')}>
          {(ids) => (
            <Select {...ids} name="category" defaultValue="">
              <option value="">
                {t('scope-all')} ({format.number(total)})
              </option>
              {props.scopes.map((scope) => (
                <option key={scope.key} value={scope.key}>
                  {isKorean ? scope.nameKo : scope.nameEn} ({format.number(scope.products)})
                </option>
              ))}
            </Select>
          )}
        </Field>
        {request.error ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {request.error.message}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={props.onClose}>{common('cancel')}</Button>
          <Button type="submit" tone="primary" disabled={request.isPending}>
            {t('request')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
