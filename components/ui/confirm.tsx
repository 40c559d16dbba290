'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';

/** A button that asks before it acts; `children` say what will change. */
export function ConfirmButton(props: {
  readonly label: ReactNode;
  readonly title: ReactNode;
  readonly confirmLabel: ReactNode;
  readonly tone?: 'plain' | 'danger' | 'primary';
  readonly size?: 'small' | 'normal';
  readonly disabled?: boolean;
  readonly children: ReactNode;
  onConfirm(): void;
}) {
  const t = useTranslations('common');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        tone={props.tone}
        size={props.size}
        disabled={props.disabled}
        onClick={() => setOpen(true)}
      >
        {props.label}
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen} title={props.title}>
        <div className="text-muted">{props.children}</div>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>{t('cancel')}</Button>
          <Button
            tone={props.tone === 'danger' ? 'danger' : 'primary'}
            onClick={() => {
              setOpen(false);
              props.onConfirm();
            }}
          >
            {props.confirmLabel}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
