'use client';

import { isComposition } from '@/lib/browser/keyboard';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback, useId, useState, type ReactNode } from 'react';
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
  /** Text alone: the body itself can have the focus, so that keys scroll it. */
  readonly isText?: boolean;
  readonly className?: string;
}

/** A modal dialog: the browser keeps the focus inside and gives it back where it came from. */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null;
}

function OpenDialog(props: DialogProps) {
  const { placement = 'centre', onOpenChange } = props;
  const t = useTranslations('common');
  const titleId = useId();
  // React focuses `autoFocus` when it mounts, which a closed dialog cannot take: first the frame.
  const [isShown, setShown] = useState(false);
  const show = useCallback((dialog: HTMLDialogElement) => {
    dialog.showModal();
    setShown(true);
    return () => dialog.close();
  }, []);
  return (
    <dialog
      ref={show}
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.code !== 'Escape' || isComposition(event.nativeEvent)) return;
        // Unprevented, the browser closes even a dialog that has to be answered.
        event.preventDefault();
        event.stopPropagation();
        onOpenChange(false);
      }}
      onMouseDown={(event) => {
        // The frame has no padding: only the backdrop is the dialog itself.
        if (event.target === event.currentTarget) onOpenChange(false);
      }}
      className={classNames(
        'fixed flex flex-col border-line bg-pane p-0 text-text shadow-high backdrop:bg-black/35',
        placement === 'side'
          ? 'inset-y-0 right-0 left-auto m-0 base:h-dvh max-h-none base:w-[420px] max-w-full border-l'
          : 'm-auto max-h-[85vh] base:w-[520px] max-w-[calc(100vw-32px)] rounded-lg border',
        props.className,
      )}
    >
      <div className="flex items-start justify-between gap-4 border-b border-line px-4 py-3">
        <div>
          <h2 id={titleId} className="text-value font-semibold">
            {props.title}
          </h2>
          {props.description ? <p className="mt-0.5 text-muted">{props.description}</p> : null}
        </div>
        <Button
          tone="quiet"
          size="small"
          aria-label={t('close')}
          onClick={() => onOpenChange(false)}
        >
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      <div tabIndex={props.isText ? 0 : undefined} className="min-h-0 flex-1 overflow-auto p-4">
        {isShown ? props.children : null}
      </div>
    </dialog>
  );
}
