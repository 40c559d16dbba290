'use client';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox } from '@/components/ui/field';
import { Kbd } from '@/components/ui/kbd';
import { chordLabel, isPress, type Chord } from '@/lib/browser/keyboard';
import {
  applyPreferences,
  defaultKeyPreferences,
  findConflicts,
  isAssignable,
  keyRegistry,
  type KeyBinding,
  type KeyId,
  type KeyPreferences,
  type KeySection,
} from '@/lib/desk/key-registry';
import { useTranslations } from 'next-intl';
import { useState } from 'react';

const sections: readonly KeySection[] = ['move', 'decide', 'value', 'product', 'help'];

/** Every key, by what it is for; each can be moved, and the single ones switched off. */
export function KeySheet(props: {
  readonly bindings: readonly KeyBinding[];
  readonly preferences: KeyPreferences;
  onSave(preferences: KeyPreferences): void;
  onClose(): void;
}) {
  const { bindings, preferences, onSave } = props;
  const t = useTranslations('review');
  const [listening, setListening] = useState<KeyId | null>(null);
  const [complaint, setComplaint] = useState('');

  const assign = (id: KeyId, chord: Chord) => {
    if (!isAssignable(chord)) return setComplaint(t('sheet.fixed'));
    const changed = { ...preferences, remapped: { ...preferences.remapped, [id]: chord } };
    const [conflict] = findConflicts(applyPreferences(keyRegistry, changed));
    if (conflict) {
      const other = conflict.find((each) => each !== id) ?? id;
      return setComplaint(t('sheet.taken', { name: t(`keys.${other}`) }));
    }
    setComplaint('');
    setListening(null);
    onSave(changed);
  };

  return (
    <Dialog
      open
      className="w-[760px]"
      title={t('sheet.title')}
      description={t('sheet.lead')}
      onOpenChange={(isOpen) => {
        if (!isOpen) props.onClose();
      }}
    >
      <div
        onKeyDownCapture={(event) => {
          if (listening === null || !isPress(event.nativeEvent)) return;
          if (/^(?:Shift|Control|Alt|Meta)/.test(event.code)) return;
          event.preventDefault();
          event.stopPropagation();
          if (event.code === 'Escape') return setListening(null);
          const { code, shiftKey: shift, ctrlKey, metaKey } = event;
          assign(listening, { code, shift, control: ctrlKey || metaKey });
        }}
      >
        <div className="columns-2 gap-8 max-sm:columns-1">
          {sections.map((section) => (
            <section key={section} className="mb-4 break-inside-avoid">
              <h3 className="mb-1 text-label font-semibold text-muted">
                {t(`sheet.section.${section}`)}
              </h3>
              <ul>
                {bindings
                  .filter((binding) => binding.section === section)
                  .map(({ id, chords }) => (
                    <li
                      key={id}
                      className="group flex h-8 items-center gap-2 border-b border-line last:border-0"
                    >
                      <span className="min-w-0 flex-1 truncate">{t(`keys.${id}`)}</span>
                      {listening === id ? (
                        <span className="text-label text-accent">{t('sheet.press')}</span>
                      ) : (
                        chords.map((chord) => <Kbd key={chordLabel(chord)}>{keyName(chord)}</Kbd>)
                      )}
                      {chords.every(isAssignable) ? (
                        <Button
                          size="small"
                          tone="quiet"
                          className="h-6 px-1.5"
                          aria-label={`${t(`keys.${id}`)}: ${t('sheet.change')}`}
                          onClick={() => {
                            setComplaint('');
                            setListening(listening === id ? null : id);
                          }}
                        >
                          {t('sheet.change')}
                        </Button>
                      ) : null}
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        </div>
        <p role="alert" className="h-5 text-label text-bad">
          {complaint}
        </p>
        <div className="flex items-center justify-between gap-4 border-t border-line pt-3">
          <label className="flex items-start gap-2">
            <Checkbox
              className="mt-0.5"
              checked={preferences.areSingleKeysOn}
              onChange={(event) =>
                onSave({ ...preferences, areSingleKeysOn: event.target.checked })
              }
            />
            <span>
              {t('sheet.single')}
              <span className="block text-label text-faint">{t('sheet.single-hint')}</span>
            </span>
          </label>
          <Button size="small" onClick={() => onSave(defaultKeyPreferences)}>
            {t('sheet.reset')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function keyName(chord: Chord): string {
  if (chord.code === 'Tab') return chord.shift ? '⇧Tab' : 'Tab';
  return chordLabel(chord);
}
