'use client';

import { isComposition } from '@/lib/browser/keyboard';
import { findMatches, readQuery, type FoundRange } from '@/lib/values/search-text';
import { ChevronDown } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { classNames } from './class-names';
import { Input } from './field';
import { FoundText } from './found-text';

export interface PickerOption {
  readonly value: string;
  readonly text: string;
  /** Other names that find it. */
  readonly alsoFoundBy?: readonly string[];
  /** Steps to the right while nothing is typed: where it stands in a tree. */
  readonly depth?: number;
}

interface ShownOption extends PickerOption {
  readonly ranges: readonly FoundRange[];
}

export interface PickerProps {
  readonly id?: string;
  readonly label?: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: boolean;
  readonly disabled?: boolean;
  readonly className?: string;
  readonly options: readonly PickerOption[];
  readonly value: string;
  onChange(value: string): void;
}

/** One of many: a field that shows the choice, and a list that typing narrows. */
export function Picker(props: PickerProps) {
  const { options, value } = props;
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  /** Null until something is typed. */
  const [typed, setTyped] = useState<string | null>(null);
  const [highlighted, setHighlighted] = useState<string | null>(null);
  const current = options.find((option) => option.value === value);
  const shown = isOpen ? narrow(options, typed ?? '') : [];
  const marked = shown.find((option) => option.value === (highlighted ?? value)) ?? shown[0];

  const open = () => {
    setOpen(true);
    field.current?.select();
    // The list is there after the next paint.
    requestAnimationFrame(() => {
      document.getElementById(`${listId}-${value}`)?.scrollIntoView({ block: 'center' });
    });
  };
  const close = () => {
    setOpen(false);
    setTyped(null);
    setHighlighted(null);
  };
  const pick = (option: PickerOption) => {
    close();
    if (option.value !== value) props.onChange(option.value);
  };
  const step = (by: number) => {
    if (!isOpen) return open();
    const at = marked ? shown.indexOf(marked) : -1;
    const next = shown[(at + by + shown.length) % shown.length];
    if (!next) return;
    setHighlighted(next.value);
    document.getElementById(`${listId}-${next.value}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isComposition(event.nativeEvent)) return;
    switch (event.code) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        step(event.code === 'ArrowDown' ? 1 : -1);
        break;
      case 'Enter':
      case 'NumpadEnter':
        if (!isOpen) return;
        event.preventDefault();
        if (marked) pick(marked);
        break;
      case 'Escape':
        if (!isOpen) return;
        // The dialog around it stays.
        event.preventDefault();
        event.stopPropagation();
        close();
        break;
    }
  };

  return (
    <div className={classNames('relative', props.className)}>
      <Input
        ref={field}
        id={props.id}
        role="combobox"
        aria-label={props.label}
        aria-describedby={props['aria-describedby']}
        aria-invalid={props['aria-invalid']}
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={marked ? `${listId}-${marked.value}` : undefined}
        autoComplete="off"
        spellCheck={false}
        disabled={props.disabled}
        className="pr-7"
        value={typed ?? current?.text ?? ''}
        onClick={open}
        onBlur={close}
        onChange={(event) => {
          setOpen(true);
          setHighlighted(null);
          setTyped(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-2 right-2 size-4 text-faint"
      />
      {isOpen ? (
        <ul
          id={listId}
          role="listbox"
          aria-label={props.label ?? current?.text}
          className="absolute top-full left-0 z-30 mt-1 max-h-80 w-max max-w-96 min-w-full overflow-auto rounded-md border border-line-strong bg-pane py-1 shadow-high"
        >
          {shown.map((option) => (
            <li
              key={option.value}
              id={`${listId}-${option.value}`}
              role="option"
              aria-selected={option.value === value}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => setHighlighted(option.value)}
              onClick={() => pick(option)}
              style={{ paddingLeft: 10 + (typed ? 0 : (option.depth ?? 0)) * 14 }}
              className={classNames(
                'cursor-pointer truncate py-1 pr-3 aria-selected:font-semibold',
                option === marked && 'bg-accent-soft forced-colors:outline-2',
              )}
            >
              <FoundText text={option.text} ranges={option.ranges} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** What answers the words, best first; everything in its order while there are none. */
function narrow(options: readonly PickerOption[], query: string): readonly ShownOption[] {
  const terms = readQuery(query);
  return options
    .flatMap((option) => {
      const own = findMatches(option.text, terms);
      const others = (option.alsoFoundBy ?? []).flatMap((name) => findMatches(name, terms) ?? []);
      const best = own ?? others[0];
      return best ? [{ option: { ...option, ranges: own?.ranges ?? [] }, rank: best.rank }] : [];
    })
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ option }) => option);
}
