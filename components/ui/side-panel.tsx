'use client';

import { isComposition } from '@/lib/browser/keyboard';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useId, type ReactNode } from 'react';
import { Button } from './button';

interface SidePanelProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  /** Text alone: the body itself can have the focus, so that keys scroll it. */
  readonly isText?: boolean;
  /** What is worked in the panel has keys of its own: the page's are not to hear them. */
  readonly ownsKeys?: boolean;
  onClose(): void;
}

/** A dialog beside the work, not over it: nothing is covered or dimmed, and nothing waits for it. */
export function SidePanel(props: SidePanelProps) {
  const t = useTranslations('common');
  const titleId = useId();
  return (
    <dialog
      open
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.code === 'Escape' && !isComposition(event.nativeEvent)) {
          event.preventDefault();
          props.onClose();
        }
        if (props.ownsKeys) event.stopPropagation();
      }}
      className="static m-0 flex size-full max-h-none max-w-none flex-col border-l border-line bg-pane p-0 text-text"
    >
      <div className="flex items-start justify-between gap-3 border-b border-line px-4 py-2.5">
        <div className="min-w-0">
          <h2 id={titleId} className="text-value font-semibold">
            {props.title}
          </h2>
          {props.description ? <p className="mt-0.5 text-muted">{props.description}</p> : null}
        </div>
        <Button tone="quiet" size="small" aria-label={t('close')} onClick={props.onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      <div tabIndex={props.isText ? 0 : undefined} className="min-h-0 flex-1 overflow-auto p-4">
        {props.children}
      </div>
    </dialog>
  );
}
