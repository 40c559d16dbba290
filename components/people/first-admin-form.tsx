'use client';

import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { useCreateFirstAdmin } from '@/lib/people/hooks';
import { useTranslations } from 'next-intl';

export function FirstAdminForm() {
  const t = useTranslations('auth');
  const create = useCreateFirstAdmin();
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        create.mutate({
          name: String(form.get('name')),
          email: String(form.get('email')),
          password: String(form.get('password')),
        });
      }}
    >
      <Field label={t('name')}>
        {(ids) => (
          <Input {...ids} name="name" autoComplete="name" required maxLength={80} autoFocus />
        )}
      </Field>
      <Field label={t('email')}>
        {(ids) => <Input {...ids} name="email" type="email" autoComplete="username" required />}
      </Field>
      <Field label={t('password')} hint={t('password-hint')}>
        {(ids) => (
          <Input
            {...ids}
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={10}
          />
        )}
      </Field>
      {create.error ? (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
          {create.error.message}
        </p>
      ) : null}
      <Button type="submit" tone="primary" size="large" disabled={create.isPending}>
        {create.isPending ? t('creating') : t('create')}
      </Button>
    </form>
  );
}
