'use client';

import { classNames } from '@/components/ui/class-names';
import { Textarea } from '@/components/ui/field';
import { isComposition } from '@/lib/browser/keyboard';
import type { Mentionable } from '@/lib/discussion/contract';
import {
  completeMention,
  mentionedIn,
  readMention,
  suggestPeople,
} from '@/lib/discussion/mention-draft';
import { mentionablesQuery } from '@/lib/discussion/queries';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId, useLayoutEffect, useRef, useState } from 'react';

const shownPeople = 6;

/** A comment being written: @ lists people, Enter sends, Shift+Enter breaks the line. */
export function MentionField(props: {
  readonly label: string;
  readonly isBusy: boolean;
  onSend(body: string, mentions: readonly string[]): void;
}) {
  const t = useTranslations('review.comments');
  const common = useTranslations('common');
  const listId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState<readonly Mentionable[]>([]);
  const [highlighted, setHighlighted] = useState(0);
  const [isShut, setShut] = useState(false);
  const { data: people = [] } = useQuery(mentionablesQuery());
  const typed = isShut ? null : readMention(text, caret);
  const found = typed ? suggestPeople(people, typed.text, shownPeople) : [];
  const isOpen = found.length > 0;

  const goTo = useRef<number | null>(null);

  // The caret behind a completed name can only be set once the text is there.
  useLayoutEffect(() => {
    if (goTo.current === null) return;
    field.current?.setSelectionRange(goTo.current, goTo.current);
    goTo.current = null;
  }, [text]);

  const change = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    setHighlighted(0);
    setShut(false);
  };
  const take = (person: Mentionable | undefined) => {
    if (!typed || !person) return;
    const done = completeMention(text, typed, person);
    setChosen([...chosen, person]);
    change(done.text, done.caret);
    goTo.current = done.caret;
    setShut(true);
  };
  const send = () => {
    if (text.trim() === '' || props.isBusy) return;
    props.onSend(text.trim(), mentionedIn(text, chosen));
    setText('');
    setCaret(0);
    setChosen([]);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isComposition(event.nativeEvent)) return;
    switch (event.code) {
      case 'ArrowDown':
      case 'ArrowUp': {
        if (!isOpen) return;
        event.preventDefault();
        const step = event.code === 'ArrowDown' ? 1 : -1;
        setHighlighted((highlighted + step + found.length) % found.length);
        break;
      }
      case 'Tab':
        if (!isOpen) return;
        event.preventDefault();
        take(found[highlighted]);
        break;
      case 'Enter':
      case 'NumpadEnter':
        if (event.shiftKey) return;
        event.preventDefault();
        if (event.repeat) return;
        if (isOpen) take(found[highlighted]);
        else send();
        break;
      case 'Escape':
        if (!isOpen) return;
        // The list alone: the panel stays.
        event.preventDefault();
        event.stopPropagation();
        setShut(true);
        break;
    }
  };

  return (
    <div className="relative">
      <Textarea
        ref={field}
        autoFocus
        aria-label={props.label}
        aria-haspopup="listbox"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen ? `${listId}-${highlighted}` : undefined}
        placeholder={t('placeholder')}
        maxLength={4000}
        value={text}
        onChange={({ target }) => change(target.value, target.selectionStart)}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      <ul
        id={listId}
        role="listbox"
        aria-label={t('people')}
        className={classNames(
          'absolute inset-x-0 bottom-full z-10 mb-1 overflow-hidden rounded-md border border-line-strong bg-pane shadow-high',
          !isOpen && 'hidden',
        )}
      >
        {found.map((person, place) => (
          <li
            key={person.id}
            id={`${listId}-${place}`}
            role="option"
            aria-selected={place === highlighted}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(person)}
            className={classNames(
              'flex h-8 cursor-pointer items-center gap-2 px-2.5',
              place === highlighted ? 'bg-accent-soft' : 'hover:bg-sunken',
            )}
          >
            <span className="font-medium">{person.name}</span>
            <span className="text-label text-faint">{common(`role.${person.role}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
