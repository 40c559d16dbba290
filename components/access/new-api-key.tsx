'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Input, Select } from '@/components/ui/field';
import { useCreateApiKey } from '@/lib/access/hooks';
import { scope } from '@/lib/platform/scopes';
import { useTranslations } from 'next-intl';

const parts = [
  'catalogue',
  'imports',
  'proposals',
  'decisions',
  'commits',
  'datasets',
  'models',
  'audit',
  'metrics',
] as const;
const daysToChoose = [30, 90, 365];
const dayMs = 86_400_000;

/** Asks what a new key may do, and hands the key on when it is made. */
export function NewApiKey(props: {
  readonly isOpen: boolean;
  onClose(): void;
  onMade(key: string): void;
}) {
  const t = useTranslations('access');
  const create = useCreateApiKey();
  const submit = (form: FormData) => {
    const days = Number(form.get('days'));
    create.mutate(
      {
        name: String(form.get('name')),
        scopes: form.getAll('scope').map((each) => scope.parse(each)),
        requestsPerMinute: Number(form.get('limit')),
        expiresAt: days > 0 ? new Date(Date.now() + days * dayMs).toISOString() : null,
      },
      {
        onSuccess: ({ key }) => {
          props.onClose();
          props.onMade(key);
        },
      },
    );
  };
  return (
    <Dialog
      open={props.isOpen}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t('add')}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        <Field label={t('name')} hint={t('name-hint')}>
          {(ids) => <Input {...ids} name="name" required maxLength={80} />}
        </Field>
        <fieldset>
          <legend className="text-label font-medium text-muted">{t('scopes')}</legend>
          <table className="mt-1 w-full border-collapse rounded-md border border-line text-left">
            <thead>
              <tr className="text-label text-muted">
                <th scope="col" className="px-3 py-1.5 font-medium">
                  {t('part')}
                </th>
                <th scope="col" className="w-20 px-3 py-1.5 text-center font-medium">
                  {t('read')}
                </th>
                <th scope="col" className="w-20 px-3 py-1.5 text-center font-medium">
                  {t('write')}
                </th>
              </tr>
            </thead>
            <tbody>
              {parts.map((part) => (
                <tr key={part} className="border-t border-line">
                  <th scope="row" className="px-3 py-1.5 font-normal">
                    {t(`parts.${part}`)}
                  </th>
                  {(['read', 'write'] as const).map((verb) => (
                    <td key={verb} className="px-3 py-1.5 text-center align-middle">
                      {scope.safeParse(`${part}:${verb}`).success ? (
                        <Checkbox
                          name="scope"
                          value={`${part}:${verb}`}
                          aria-label={`${t(`parts.${part}`)} – ${t(verb)}`}
                        />
                      ) : null}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <p className="mt-1 text-label text-faint">{t('scopes-hint')}</p>
        </fieldset>
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('limit')}>
            {(ids) => (
              <Input
                {...ids}
                name="limit"
                type="number"
                required
                min={1}
                max={100_000}
                defaultValue={600}
              />
            )}
          </Field>
          <Field label={t('expires')}>
            {(ids) => (
              <Select {...ids} name="days" defaultValue="90">
                {daysToChoose.map((days) => (
                  <option key={days} value={days}>
                    {t('days', { days })}
                  </option>
                ))}
                <option value="0">{t('no-end')}</option>
              </Select>
            )}
          </Field>
        </div>
        {create.error ? (
          <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
            {create.error.message}
          </p>
        ) : null}
        <Button type="submit" tone="primary" className="self-end" disabled={create.isPending}>
          {t('add')}
        </Button>
      </form>
    </Dialog>
  );
}
