'use client';

import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { chordLabel } from '@/lib/browser/keyboard';
import type { KeyBinding, KeyId } from '@/lib/curation/key-registry';
import { visibleOrder, type Sheet } from '@/lib/curation/desk-state';
import { Command } from 'cmdk';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { nameOf } from './value-text';

const group =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-label [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-muted';

/** Every key by name, every row by attribute, and the way out. */
export function CommandPalette(props: {
  readonly bindings: readonly KeyBinding[];
  readonly sheet: Sheet | null;
  onAct(id: KeyId): void;
  onFocus(proposalId: number): void;
  onClose(): void;
}) {
  const { bindings, sheet } = props;
  const t = useTranslations('review');
  const locale = useLocale();
  const router = useRouter();
  const run = (act: () => void) => () => {
    props.onClose();
    act();
  };
  return (
    <Dialog
      open
      title={t('commands.title')}
      className="top-[14vh] w-[560px] translate-y-0"
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <Command label={t('commands.title')} className="-m-4">
        <Command.Input
          autoFocus
          placeholder={t('commands.placeholder')}
          className="h-11 w-full border-b border-line bg-transparent px-4 text-value outline-none placeholder:text-faint"
        />
        <Command.List className="max-h-[52vh] overflow-auto pb-2">
          <Command.Empty className="px-4 py-6 text-center text-muted">
            {t('commands.none')}
          </Command.Empty>
          {sheet ? (
            <Command.Group heading={t('commands.actions')} className={group}>
              {bindings
                .filter(({ id, isOffered }) => isOffered && id !== 'commands')
                .map(({ id, chords }) => (
                  <Item
                    key={id}
                    value={`${t(`keys.${id}`)} ${id}`}
                    onSelect={run(() => props.onAct(id))}
                  >
                    <span className="flex-1">{t(`keys.${id}`)}</span>
                    <Kbd>{chordLabel(chords[0])}</Kbd>
                  </Item>
                ))}
            </Command.Group>
          ) : null}
          {sheet ? (
            <Command.Group heading={t('commands.rows')} className={group}>
              {visibleOrder(sheet).map((id) => {
                const attribute = sheet.rows.get(id)?.attribute;
                if (!attribute) return null;
                const { nameKo, nameEn, synonyms } = attribute;
                return (
                  <Item
                    key={id}
                    value={`${nameKo} ${nameEn} ${synonyms.join(' ')} ${id}`}
                    onSelect={run(() => props.onFocus(id))}
                  >
                    {nameOf(attribute, locale)}
                  </Item>
                );
              })}
            </Command.Group>
          ) : null}
          <Command.Group heading={t('commands.places')} className={group}>
            <Item value={t('commands.queues')} onSelect={run(() => router.push('/queues'))}>
              {t('commands.queues')}
            </Item>
            <Item value={t('commands.home')} onSelect={run(() => router.push('/'))}>
              {t('commands.home')}
            </Item>
          </Command.Group>
        </Command.List>
      </Command>
    </Dialog>
  );
}

function Item(props: { readonly value: string; readonly children: ReactNode; onSelect(): void }) {
  return (
    <Command.Item
      value={props.value}
      onSelect={props.onSelect}
      className="mx-1.5 flex h-8 cursor-pointer items-center gap-3 rounded px-2.5 data-[selected=true]:bg-accent-soft"
    >
      {props.children}
    </Command.Item>
  );
}
