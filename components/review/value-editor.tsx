'use client';

import { classNames } from '@/components/ui/class-names';
import { FoundText } from '@/components/ui/found-text';
import { isComposition } from '@/lib/browser/keyboard';
import type { AttributeValue } from '@/lib/values/contract';
import { unitsFor } from '@/lib/values/display';
import { validateValues } from '@/lib/values/validate';
import type { Candidate } from '@/lib/desk/candidates';
import type { ReviewRow } from '@/lib/curation/contract';
import type { RowDecision } from '@/lib/desk/desk-state';
import {
  cycleUnit,
  readDraft,
  readUnitKey,
  startDraft,
  suggest,
  unitLabel,
  type Draft,
  type ReadDraft,
  type Suggestion,
} from '@/lib/desk/edit-draft';
import type { RuleTrouble } from '@/lib/desk/broken-rules';
import { findValueFault, proposedValues, unreadSurfaces } from '@/lib/curation/values';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';
import { useFlagWords } from './row-reason';
import { RuleTroubles } from './rule-troubles';
import { nameOf, valuesText } from './value-text';

const maximumSuggestions = 8;
const panelHeightPx = 320;

/** Typing a value in place: Enter saves, Esc gives up, ↑ ↓ choose, U changes the unit. */
export function ValueEditor(props: {
  readonly row: ReviewRow;
  readonly decision: RowDecision | null;
  readonly unit: string | null;
  readonly candidates: readonly Candidate[];
  /** Rules across attributes that these values would break; left out where one value stands alone. */
  troublesOf?(values: readonly AttributeValue[]): readonly RuleTrouble[];
  onSave(values: readonly AttributeValue[]): void;
  onCancel(): void;
}) {
  const { row, onSave, onCancel } = props;
  const { attribute } = row;
  const t = useTranslations('review.edit');
  const locale = useLocale();
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState(() => {
    const unit = props.unit ?? attribute.unit;
    if (props.decision) return startDraft(attribute, props.decision.values, unit, locale);
    const unread = unreadSurfaces(row.proposal);
    return startDraft(attribute, proposedValues(row.proposal), unit, locale, unread);
  });
  const [highlighted, setHighlighted] = useState(-1);
  const [isUp, setUp] = useState(false);
  const suggestions = suggest(draft, attribute, props.candidates, locale, maximumSuggestions);
  const read = readDraft(draft, attribute);
  const chosen = suggestions[highlighted];
  const best = chosen ?? impliedSuggestion(draft, read, suggestions, row);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const change = (next: Draft) => {
    setDraft(next);
    setHighlighted(-1);
  };
  const type = (text: string) => {
    const withoutUnitKey = readUnitKey(text);
    const canCycle = unitsFor(attribute).length > 1 && withoutUnitKey !== null;
    if (canCycle) change(cycleUnit({ ...draft, text: withoutUnitKey }, attribute, locale));
    else change({ ...draft, text });
  };
  const save = () => {
    const target = best ? readDraft(best.draft, attribute) : read;
    const isSaveable =
      target.values.length > 0 &&
      target.unread.length === 0 &&
      findValueFault(attribute, target.values) === null;
    if (best && attribute.isMultiple && best === chosen) change(best.draft);
    else if (isSaveable) onSave(target.values);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    event.stopPropagation();
    if (isComposition(event.nativeEvent)) return;
    switch (event.code) {
      case 'Enter':
      case 'NumpadEnter':
        event.preventDefault();
        if (!event.repeat) save();
        break;
      case 'Escape':
        event.preventDefault();
        onCancel();
        break;
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        const step = event.code === 'ArrowDown' ? 1 : -1;
        const count = suggestions.length + 1;
        setHighlighted(((highlighted + 1 + step + count) % count) - 1);
        break;
      }
    }
  };

  return (
    <div className="relative -mt-1 h-[25px]" data-editor>
      <div className="flex h-[27px] items-center rounded-md border border-accent bg-pane ring-1 ring-accent">
        <input
          ref={field}
          role="combobox"
          aria-label={t('label', { name: nameOf(attribute, locale) })}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={chosen ? `${listId}-${highlighted}` : undefined}
          autoComplete="off"
          spellCheck={false}
          value={draft.text}
          placeholder={t('empty')}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          onFocus={(event) => setUp(hasRoomAbove(event.currentTarget))}
          className="h-full min-w-0 flex-1 bg-transparent px-2 text-value font-semibold outline-none placeholder:font-normal placeholder:text-faint"
        />
        {draft.unit === null ? null : (
          <button
            type="button"
            tabIndex={-1}
            title={t('unit')}
            disabled={unitsFor(attribute).length < 2}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => change(cycleUnit(draft, attribute, locale))}
            className="mr-1 rounded bg-sunken px-1.5 text-label font-medium text-muted enabled:hover:text-text"
          >
            {unitLabel(draft.unit, locale)}
          </button>
        )}
      </div>
      <div
        className={classNames(
          'absolute left-0 z-20 w-full min-w-[280px] overflow-hidden rounded-md border border-line-strong bg-pane shadow-high',
          isUp ? 'bottom-[31px]' : 'top-[31px]',
        )}
      >
        <Preview row={row} draft={best?.draft ?? draft} troublesOf={props.troublesOf} />
        <ul id={listId} role="listbox" aria-label={t('list')}>
          {suggestions.map((suggestion, place) => (
            <SuggestionLine
              key={`${suggestion.source} ${suggestion.text}`}
              id={`${listId}-${place}`}
              suggestion={suggestion}
              isHighlighted={place === highlighted}
              onPick={() => {
                const picked = readDraft(suggestion.draft, attribute);
                if (attribute.isMultiple) change(suggestion.draft);
                else onSave(picked.values);
              }}
            />
          ))}
        </ul>
      </div>
    </div>
  );
}

/** In a closed list Enter takes the first line for what is typed, unless that is a value already. */
function impliedSuggestion(
  draft: Draft,
  read: ReadDraft,
  suggestions: readonly Suggestion[],
  { attribute }: ReviewRow,
): Suggestion | undefined {
  const isOpen = attribute.type === 'text' || attribute.type === 'number' || attribute.isMultiple;
  if (isOpen || read.values.length > 0 || draft.text.trim() === '') return undefined;
  return suggestions[0];
}

/** What Enter would store, and what is doubtful about it. */
function Preview({
  row,
  draft,
  troublesOf,
}: {
  readonly row: ReviewRow;
  readonly draft: Draft;
  troublesOf?(values: readonly AttributeValue[]): readonly RuleTrouble[];
}) {
  const { attribute } = row;
  const t = useTranslations('review.edit');
  const locale = useLocale();
  const flagWords = useFlagWords(row);
  const { values, flags, unread } = readDraft(draft, attribute);
  const fault = findValueFault(attribute, values);
  const isEmpty = draft.text.trim() === '';
  const doubts = [...new Set([...flags, ...validateValues(values, attribute)])].filter(
    (flag) => flag !== 'required-missing',
  );
  return (
    <div aria-live="polite" className="border-b border-line bg-sunken px-2.5 py-1.5 text-label">
      {isEmpty ? <span className="text-faint">{t('empty')}</span> : null}
      {!isEmpty && values.length === 0 ? (
        <span className="text-bad">{t('unreadable', { name: nameOf(attribute, locale) })}</span>
      ) : null}
      {values.length > 0 ? (
        <span className="flex gap-2">
          <span className="shrink-0 text-muted">{t('reads')}</span>
          <b className="min-w-0 truncate font-semibold">{valuesText(values, attribute, locale)}</b>
        </span>
      ) : null}
      {values.length > 0 && unread.length > 0 ? (
        <span className="text-bad">{t('unread', { parts: unread.join(', ') })}</span>
      ) : null}
      {values.length > 0 && fault === 'several-values' ? (
        <span className="text-bad">{t('several')}</span>
      ) : null}
      {values.length > 0 && fault === null ? (
        <RuleTroubles troubles={troublesOf?.(values) ?? []} />
      ) : null}
      {values.length > 0 && fault === null && doubts.length > 0 ? (
        <span className="text-warn">{doubts.map(flagWords).join(', ')}</span>
      ) : null}
    </div>
  );
}

function SuggestionLine(props: {
  readonly id: string;
  readonly suggestion: Suggestion;
  readonly isHighlighted: boolean;
  onPick(): void;
}) {
  const t = useTranslations('review.edit');
  const { text, hint, source, ranges } = props.suggestion;
  return (
    <li
      id={props.id}
      role="option"
      aria-selected={props.isHighlighted}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onPick}
      className={classNames(
        'flex h-7 cursor-pointer items-center gap-2 px-2.5',
        props.isHighlighted ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      <span className="truncate font-medium">
        <FoundText text={text} ranges={ranges} />
      </span>
      {hint === null ? null : <span className="truncate text-label text-faint">{hint}</span>}
      {source === 'candidate' ? (
        <span className="ml-auto shrink-0 text-label text-faint">{t('candidate')}</span>
      ) : null}
    </li>
  );
}

/** Whether the list has more room above the field than below. */
function hasRoomAbove(field: HTMLElement): boolean {
  const { top, bottom } = field.getBoundingClientRect();
  return window.innerHeight - bottom < panelHeightPx && top > panelHeightPx;
}
