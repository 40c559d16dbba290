import { classNames } from '@/components/ui/class-names';
import { findValueFault } from '@/lib/curation/values';
import { confidenceBand } from '@/lib/proposals/bands';
import type { ProposedValue } from '@/lib/proposals/contract';
import type { AttributeDefinition } from '@/lib/values/contract';
import { CircleHelp, ListX } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { valuesText } from './value-text';

type ValueState = 'read' | 'unsure' | 'unlisted' | 'unreadable';

function stateOf({ value, confidence }: ProposedValue, attribute: AttributeDefinition): ValueState {
  if (value === null) return 'unreadable';
  if (findValueFault(attribute, [value]) !== null) return 'unlisted';
  return confidenceBand(confidence) === 'low' ? 'unsure' : 'read';
}

const looks: Record<ValueState, string> = {
  read: 'border-line-strong',
  unsure: 'border-dashed border-line-strong text-muted',
  unlisted: 'border-dashed border-warn text-warn',
  unreadable: 'border-dashed border-warn text-warn',
};

/** Whether one line would hide something: several values, or one that could not be read. */
export function wantsChips(values: readonly ProposedValue[]): boolean {
  return values.length > 1;
}

/** Every value that is proposed, each with its own state: none is left out. */
export function ProposedChips(props: {
  readonly values: readonly ProposedValue[];
  readonly attribute: AttributeDefinition;
  readonly unit?: string | null;
}) {
  const { values, attribute, unit = null } = props;
  const t = useTranslations('review.value-state');
  const locale = useLocale();
  return (
    <ul className="flex flex-wrap gap-1">
      {values.map((proposed, place) => {
        const state = stateOf(proposed, attribute);
        const { value, surface } = proposed;
        const words = state === 'read' ? undefined : t(state);
        return (
          <li
            key={place}
            data-state={state}
            title={[surface, words].filter(Boolean).join(' – ')}
            className={classNames(
              'inline-flex max-w-full items-center gap-1 rounded-[5px] border px-1.5 leading-[21px] font-semibold',
              looks[state],
            )}
          >
            {state === 'unreadable' ? <CircleHelp aria-hidden className="size-3 shrink-0" /> : null}
            {state === 'unlisted' ? <ListX aria-hidden className="size-3 shrink-0" /> : null}
            <span className="truncate">
              {value === null ? surface : valuesText([value], attribute, locale, unit)}
            </span>
            {state === 'unreadable' || state === 'unlisted' ? (
              <span className="shrink-0 text-label font-normal">{words}</span>
            ) : words ? (
              <span className="sr-only">{words}</span>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
