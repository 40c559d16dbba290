'use client';

import { Kbd } from '@/components/ui/kbd';
import { unitsFor } from '@/lib/values/display';
import type { KeyId } from '@/lib/desk/key-registry';
import { tally, type Sheet } from '@/lib/desk/desk-state';
import type { Skip } from '@/lib/values/skip-reason';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SkipForm } from './lazy-overlays';

interface FooterProps {
  /** What the server did not take. */
  readonly trouble: ReactNode;
  /** The line over the keys. */
  readonly status: ReactNode;
  readonly sheet: Sheet | null;
  readonly isSkipping: boolean;
  keyLabel(id: KeyId): string;
  act(id: KeyId): void;
  onSkip(skip: Skip): void;
  onSkipEnd(): void;
}

/** The keys of the focused state; each is a button as well. */
export function DeskFooter(props: FooterProps) {
  const t = useTranslations('review');
  return (
    <footer aria-label={t('footer.label')} className="min-w-0 border-t border-line bg-pane">
      {props.trouble}
      {props.status}
      <div className="flex min-h-10 min-w-0 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1 whitespace-nowrap text-muted max-xl:gap-x-3">
        {props.isSkipping ? (
          <SkipForm onSkip={props.onSkip} onEnd={props.onSkipEnd} />
        ) : (
          <Keys {...props} />
        )}
      </div>
    </footer>
  );
}

function Keys({ sheet, keyLabel, act }: FooterProps) {
  const t = useTranslations('review');
  const key = (id: KeyId, words?: string, label = keyLabel(id)) => (
    <FooterKey key={id} label={label} onPress={() => act(id)}>
      {words ?? t(`keys.${id}`)}
    </FooterKey>
  );
  if (!sheet) return <span className="ml-auto">{key('key-sheet')}</span>;
  const row = sheet.focusedId === null ? undefined : sheet.rows.get(sheet.focusedId);
  if (sheet.isEditing) {
    return (
      <>
        <Hint label="↵">{t('footer.save')}</Hint>
        <Hint label="Esc">{t('footer.cancel')}</Hint>
        <Hint label="↑ ↓">{t('footer.pick')}</Hint>
        {row && unitsFor(row.attribute).length > 1 ? (
          <Hint label="U">{t('keys.cycle-unit')}</Hint>
        ) : null}
      </>
    );
  }
  const { needs, right } = tally(sheet);
  const isDone = needs === 0 && right === 0;
  return (
    <>
      {key('accept')}
      {needs === 0 && right > 0 ? key('accept-rest') : null}
      {key('edit')}
      {key('not-stated')}
      {key('not-applicable')}
      {key('conflict')}
      {key('reject')}
      {row && unitsFor(row.attribute).length > 1 ? key('cycle-unit') : null}
      {row?.current ? key('keep-current') : null}
      {key('set-from-selection')}
      {key('undo')}
      <span className="ml-auto inline-flex gap-4">
        {key('next-needed', isDone ? t('footer.submit') : t('footer.next'))}
        {key('key-sheet')}
      </span>
    </>
  );
}

function FooterKey(props: {
  readonly label: string;
  readonly children: ReactNode;
  onPress(): void;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onPress}
      className="inline-flex items-center gap-1.5 hover:text-text"
    >
      <Kbd>{props.label}</Kbd>
      {props.children}
    </button>
  );
}

function Hint(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <Kbd>{props.label}</Kbd>
      {props.children}
    </span>
  );
}
