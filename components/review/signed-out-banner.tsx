'use client';

import { Button } from '@/components/ui/button';
import { watchSignIn } from '@/lib/browser/signed-in';
import { CloudOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent } from 'react';

/**
 * The session is over. Signing in happens in a window beside this one, by whatever way is set up for
 * it; nothing here is left, and what was decided is sent as soon as one comes back.
 */
export function SignedOutBanner({ onBack }: { onBack(): void }) {
  const t = useTranslations('review.signed-out');
  const back = useEffectEvent(onBack);
  useEffect(() => watchSignIn(() => back()), []);
  return (
    <div
      role="alert"
      className="flex items-center gap-3 border-b border-warn bg-warn-soft px-4 py-2"
    >
      <CloudOff aria-hidden className="size-4 shrink-0 text-warn" />
      <p className="min-w-0 flex-1">
        <b className="font-semibold text-warn">{t('title')}</b> {t('body')}
      </p>
      <Button
        size="small"
        tone="primary"
        // The row in focus, and what is typed in it, keep the focus.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => window.open('/sign-in?next=/signed-in', '_blank')}
      >
        {t('sign-in')}
      </Button>
    </div>
  );
}
