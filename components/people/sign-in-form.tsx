'use client';

import { authClient } from '@/components/shell/auth-client';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

type Failure = 'wrong' | 'blocked' | 'too-many' | 'failed';

export function SignInForm({ next }: { readonly next: string }) {
  const t = useTranslations('auth');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Failure | null>(null);

  const signIn = async (form: FormData) => {
    setBusy(true);
    setError(null);
    const result = await authClient.signIn
      .email({
        email: String(form.get('email')).trim(),
        password: String(form.get('password')),
      })
      .catch(() => null);
    if (!result || result.error) {
      setBusy(false);
      setError(nameFailure(result?.error ?? {}));
      return;
    }
    // A full load: nothing of an earlier person's cache may stay.
    window.location.assign(next);
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
          {t(error)}
        </p>
      ) : null}
      <Button type="submit" tone="primary" size="large" disabled={isBusy}>
        {isBusy ? t('signing-in') : t('submit')}
      </Button>
      <p className="text-label text-faint">{t('forgot')}</p>
    </form>
  );
}

/** What to tell of a failed sign-in; no status when the server did not answer. */
function nameFailure({ status, code }: { status?: number; code?: string }): Failure {
  if (code === 'BANNED_USER') return 'blocked';
  if (status === 429) return 'too-many';
  return status === 400 || status === 401 ? 'wrong' : 'failed';
}
