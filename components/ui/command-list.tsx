'use client';

import { isComposition } from '@/lib/browser/keyboard';
import { findMatches, readQuery, type FoundRange } from '@/lib/values/search-text';
import { useId, useState, type ReactNode } from 'react';
import { classNames } from './class-names';
import { FoundText } from './found-text';

/** One line to choose. */
export interface CommandItem {
  readonly id: string;
  /** What the line shows; what was found in it is marked. */
  readonly text: string;
  /** Other names that find it. */
  readonly alsoFoundBy?: readonly string[];
  readonly aside?: ReactNode;
  run(): void;
}

export interface CommandGroup {
  readonly heading: string;
  readonly items: readonly CommandItem[];
  /** Found by somebody else already: every line is shown. */
  readonly isFiltered?: boolean;
}

interface ShownItem extends CommandItem {
  readonly ranges: readonly FoundRange[];
}

/** A field over a list: typing narrows it, ↑ ↓ move, Enter runs. */
export function CommandList(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly empty: ReactNode;
  readonly groups: readonly CommandGroup[];
  readonly query: string;
  onQuery(query: string): void;
}) {
  const { groups, query } = props;
  const listId = useId();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const shown = groups
    .map((group) => ({ ...group, items: narrow(group, query) }))
    .filter(({ items }) => items.length > 0);
  const all = shown.flatMap(({ items }) => items);
  const chosenAt = Math.max(
    0,
    all.findIndex(({ id }) => id === chosenId),
  );
  const chosen = all[chosenAt];

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isComposition(event.nativeEvent)) return;
    switch (event.code) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        const step = event.code === 'ArrowDown' ? 1 : -1;
        const next = all[(chosenAt + step + all.length) % all.length];
        if (!next) return;
        setChosenId(next.id);
        document.getElementById(`${listId}-${next.id}`)?.scrollIntoView({ block: 'nearest' });
        break;
      }
      case 'Enter':
      case 'NumpadEnter':
        event.preventDefault();
        if (!event.repeat) chosen?.run();
        break;
    }
  };

  return (
    <>
      <input
        autoFocus
        role="combobox"
        aria-label={props.label}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={props.placeholder}
        value={query}
        onChange={(event) => {
          setChosenId(null);
          props.onQuery(event.target.value);
        }}
        onKeyDown={onKeyDown}
        className="h-11 w-full border-b border-line bg-transparent px-4 text-value outline-none placeholder:text-faint"
      />
      <div
        id={listId}
        role="listbox"
        aria-label={props.label}
        className="max-h-[52vh] overflow-auto pb-2"
      >
        {shown.map(({ heading, items }) => (
          <div key={heading} role="group" aria-label={heading}>
            <div aria-hidden className="px-3 pt-2.5 pb-1 text-label font-semibold text-muted">
              {heading}
            </div>
            {items.map((item) => (
              <div
                key={item.id}
                id={`${listId}-${item.id}`}
                role="option"
                aria-selected={item.id === chosen?.id}
                onMouseDown={(event) => event.preventDefault()}
                onMouseMove={() => setChosenId(item.id)}
                onClick={item.run}
                className={classNames(
                  'mx-1.5 flex min-h-8 cursor-pointer items-center gap-3 rounded px-2.5 py-1',
                  item.id === chosen?.id && 'bg-accent-soft forced-colors:outline-2',
                )}
              >
                <span className="min-w-0 flex-1 truncate">
                  <FoundText text={item.text} ranges={item.ranges} />
                </span>
                {item.aside}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p role="status" className="px-4 py-6 text-center text-muted empty:hidden">
        {all.length === 0 ? props.empty : null}
      </p>
    </>
  );
}

/** The lines that answer, best first, and where; all of them while nothing is typed. */
function narrow({ items, isFiltered = false }: CommandGroup, query: string): readonly ShownItem[] {
  const terms = readQuery(query);
  return items
    .flatMap((item) => {
      const own = findMatches(item.text, terms);
      const others = (item.alsoFoundBy ?? []).flatMap((name) => findMatches(name, terms) ?? []);
      const rank = Math.min(own?.rank ?? Infinity, ...others.map((other) => other.rank));
      if (rank === Infinity && !isFiltered) return [];
      return [{ item: { ...item, ranges: own?.ranges ?? [] }, rank }];
    })
    .toSorted((one, other) => (isFiltered || one.rank === other.rank ? 0 : one.rank - other.rank))
    .map(({ item }) => item);
}
