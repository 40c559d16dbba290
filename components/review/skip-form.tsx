'use client';

import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Input } from '@/components/ui/field';
import { Kbd } from '@/components/ui/kbd';
import { isComposition, isPress, isTypingTarget } from '@/lib/browser/keyboard';
import { skipReasons, type Skip, type SkipReason } from '@/lib/values/skip-reason';
import { useTranslations } from 'next-intl';
import { useRef, useState, type KeyboardEvent } from 'react';

/** Why a product is left: a digit chooses a reason, a note can follow, Enter skips. */
export function SkipForm(props: { onSkip(skip: Skip): void; onEnd(): void }) {
  const t = useTranslations('review.skip');
  const tCommon = useTranslations('common');
  const [reason, setReason] = useState<SkipReason | null>(null);
  const [words, setWords] = useState('');
  const note = useRef<HTMLInputElement>(null);
  const text = words.trim() === '' ? null : words.trim();
  const isReady = reason !== null && (reason !== 'other' || text !== null);
  const choose = (chosen: SkipReason) => {
    setReason(chosen);
    note.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposition(event.nativeEvent) || !isPress(event.nativeEvent)) return;
    if (event.code === 'Escape') return props.onEnd();
    const place = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const chosen = place === undefined ? undefined : skipReasons[Number(place) - 1];
    const isTyping = isTypingTarget(event.target) && words !== '';
    if (chosen === undefined || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(chosen);
  };
  return (
    <form
      aria-label={t('label')}
      className="flex w-full flex-wrap items-center gap-x-2 gap-y-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) props.onSkip({ reason, note: text });
      }}
      onKeyDown={onKeyDown}
    >
      <fieldset className="flex flex-wrap items-center gap-1.5">
        <legend className="float-left mr-2 py-1 font-medium text-text">{t('label')}</legend>
        {skipReasons.map((each, index) => (
          <label
            key={each}
            className={classNames(
              'inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-md border pr-2 pl-1 has-focus-visible:outline-2',
              each === reason
                ? 'border-accent bg-accent-soft font-medium text-text'
                : 'border-line-strong bg-pane',
            )}
          >
            <input
              type="radio"
              name="reason"
              className="sr-only"
              autoFocus={index === 0}
              checked={each === reason}
              onChange={() => setReason(each)}
              onClick={() => note.current?.focus()}
            />
            <Kbd>{String(index + 1)}</Kbd>
            {tCommon(`skip-reason.${each}`)}
          </label>
        ))}
      </fieldset>
      <Input
        ref={note}
        aria-label={t('note')}
        autoComplete="off"
        maxLength={500}
        value={words}
        placeholder={t(reason === 'other' ? 'note-wanted' : 'note')}
        onChange={(event) => setWords(event.target.value)}
        className="h-7 min-w-40 flex-1"
      />
      <Button type="submit" size="small" tone="primary" disabled={!isReady}>
        {t('save')}
      </Button>
      <Button size="small" onClick={props.onEnd}>
        {tCommon('cancel')}
      </Button>
    </form>
  );
}
