'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Radix } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { Button } from './button';
import { classNames } from './class-names';

interface DialogProps {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** `side` slides over from the right. */
  readonly placement?: 'centre' | 'side';
  readonly className?: string;
}

/** A modal dialog: focus is kept inside and goes back where it came from. */
export function Dialog(props: DialogProps) {
  const t = useTranslations('common');
  const side = props.placement === 'side';
  // Radix gives the focus back to a trigger only, and these dialogs have none.
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/35" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
          className={classNames(
            'fixed z-50 flex flex-col border-line bg-pane shadow-high',
            side
              ? 'inset-y-0 right-0 w-[420px] max-w-full border-l'
              : 'top-1/2 left-1/2 max-h-[85vh] w-[520px] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 rounded-lg border',
            props.className,
          )}
        >
          <div className="flex items-start justify-between gap-4 border-b border-line px-4 py-3">
            <div>
              <Radix.Title className="text-value font-semibold">{props.title}</Radix.Title>
              {props.description ? <p className="mt-0.5 text-muted">{props.description}</p> : null}
            </div>
            <Radix.Close asChild>
              <Button tone="quiet" size="small" aria-label={t('close')}>
                <X aria-hidden className="size-4" />
              </Button>
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-auto p-4">{props.children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
