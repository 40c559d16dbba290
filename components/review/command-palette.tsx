'use client';

import { CommandList, type CommandGroup } from '@/components/ui/command-list';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { chordLabel } from '@/lib/browser/keyboard';
import type { KeyBinding, KeyId } from '@/lib/desk/key-registry';
import { visibleOrder, type Sheet } from '@/lib/desk/desk-state';
import { useFoundProducts } from '@/lib/catalogue/hooks';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { nameOf } from './value-text';

/** Every key by name, every row by attribute, every product by its title, and the way out. */
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
  const [query, setQuery] = useState('');
  const products = useFoundProducts(query);
  const run = (act: () => void) => () => {
    props.onClose();
    act();
  };
  const goTo = (path: string) => run(() => router.push(path));

  const actions: CommandGroup = {
    heading: t('commands.actions'),
    items: bindings
      .filter(({ id }) => id !== 'commands')
      .map(({ id, chords }) => ({
        id,
        text: t(`keys.${id}`),
        alsoFoundBy: [id],
        aside: <Kbd>{chordLabel(chords[0])}</Kbd>,
        run: run(() => props.onAct(id)),
      })),
  };
  const rows = (of: Sheet): CommandGroup => ({
    heading: t('commands.rows'),
    items: visibleOrder(of).flatMap((proposalId) => {
      const attribute = of.rows.get(proposalId)?.attribute;
      if (!attribute) return [];
      const { nameKo, nameEn, synonyms } = attribute;
      return [
        {
          id: `row-${proposalId}`,
          text: nameOf(attribute, locale),
          alsoFoundBy: [nameKo, nameEn, ...synonyms],
          run: run(() => props.onFocus(proposalId)),
        },
      ];
    }),
  });
  const found: CommandGroup = {
    heading: t('commands.products'),
    isFiltered: true,
    items: products.map(({ id, title, seller }) => ({
      id: `product-${id}`,
      text: title,
      aside: <span className="shrink-0 text-label text-faint">{seller}</span>,
      run: goTo(`/review?product=${id}`),
    })),
  };
  const places: CommandGroup = {
    heading: t('commands.places'),
    items: [
      { id: 'queues', text: t('commands.queues'), run: goTo('/queues') },
      { id: 'home', text: t('commands.home'), run: goTo('/') },
    ],
  };

  return (
    <Dialog
      open
      title={t('commands.title')}
      className="mt-[14vh] w-[560px]"
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <div className="-m-4">
        <CommandList
          label={t('commands.title')}
          placeholder={t('commands.placeholder')}
          empty={t('commands.none')}
          groups={[...(sheet ? [actions, rows(sheet)] : []), found, places]}
          query={query}
          onQuery={setQuery}
        />
      </div>
    </Dialog>
  );
}
