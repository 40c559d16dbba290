'use client';

import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { fetchJson, ProblemError } from '@/lib/browser/fetch-json';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

export function SignInForm({ next }: { readonly next: string }) {
  const t = useTranslations('auth');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const describe = (failure: unknown): string => {
    if (!(failure instanceof ProblemError)) return t('failed');
    if (failure.reason !== '') return failure.detail;
    if (failure.status === 403) return t('blocked');
    return t(failure.status === 400 || failure.status === 401 ? 'wrong' : 'failed');
  };

  const signIn = async (form: FormData) => {
    setBusy(true);
    setError(null);
    const email = String(form.get('email')).trim();
    const body = { email, password: String(form.get('password')) };
    try {
      await fetchJson('/api/auth/sign-in/email', { method: 'POST', body });
      // A full load: nothing of an earlier person's cache may stay.
      window.location.assign(next);
    } catch (failure) {
      setBusy(false);
      setError(describe(failure));
    }
  };

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void signIn(new FormData(event.currentTarget));
      }}
    >
      <Field label={t('email')}>
        {(ids) => (
          <Input {...ids} name="email" type="email" autoComplete="username" required autoFocus />
        )}
      </Field>
      <Field label={t('password')}>
        {(ids) => (
          <Input
            {...ids}
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        )}
      </Field>
      {error ? (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
          {error}
        </p>
      ) : null}
      <Button type="submit" tone="primary" size="large" disabled={isBusy}>
        {isBusy ? t('signing-in') : t('submit')}
      </Button>
      <p className="text-label text-faint">{t('forgot')}</p>
    </form>
  );
}
