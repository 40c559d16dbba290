'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

/** A key or secret that is shown this once; closing it forgets it. */
export function ShownSecret(props: {
  readonly title: string;
  readonly lead: string;
  readonly secret: string | null;
  onClose(): void;
}) {
  const t = useTranslations('access');
  const [isCopied, setCopied] = useState(false);
  const close = () => {
    setCopied(false);
    props.onClose();
  };
  return (
    <Dialog
      open={props.secret !== null}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      title={props.title}
      description={props.lead}
    >
      <code className="block rounded-md border border-line bg-sunken px-3 py-2 font-mono text-label break-all select-all">
        {props.secret}
      </code>
      <div className="mt-4 flex justify-end gap-2">
        <Button
          onClick={() => {
            void navigator.clipboard.writeText(props.secret ?? '').then(() => setCopied(true));
          }}
        >
          <Copy aria-hidden className="size-3.5" />
          <span aria-live="polite">{isCopied ? t('copied') : t('copy')}</span>
        </Button>
        <Button tone="primary" onClick={close}>
          {t('done')}
        </Button>
      </div>
    </Dialog>
  );
}
