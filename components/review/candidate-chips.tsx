'use client';

import { classNames } from '@/components/ui/class-names';
import { Kbd } from '@/components/ui/kbd';
import type { Candidate } from '@/lib/desk/candidates';
import type { ReviewRow } from '@/lib/curation/contract';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { RowActions } from './row-actions';
import { valuesText } from './value-text';

const places = [1, 2, 3] as const;

/** The answers behind 1–3; on the focused row also typing one and, with room, saying there is none. */
export function CandidateChips(props: {
  readonly candidates: readonly Candidate[];
  readonly row: ReviewRow;
  readonly isFocused: boolean;
  /** Beside the value of a low row: runners-up only. */
  readonly isTight?: boolean;
  readonly actions: RowActions;
}) {
  const { candidates, row, isFocused, isTight = false, actions } = props;
  const t = useTranslations('review');
  const locale = useLocale();
  const chip = (key: string, label: ReactNode, content: ReactNode, act: () => void) => (
    <button
      key={key}
      type="button"
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        actions.focus(row.proposalId);
        act();
      }}
      className={classNames(
        'inline-flex min-w-0 shrink-0 items-center gap-1.5 rounded-md border py-[2px] pr-2 whitespace-nowrap',
        isTight ? 'h-[22px] max-w-[150px] pl-1 text-label' : 'h-[27px] max-w-[190px] pl-[5px]',
        isFocused ? 'border-line-strong bg-pane' : 'border-line text-muted',
      )}
    >
      {isFocused ? <Kbd>{label}</Kbd> : null}
      <span className="truncate">{content}</span>
    </button>
  );
  const shown = candidates
    .map((candidate, index) => ({ candidate, place: places[index] }))
    .filter(({ candidate }) => !isTight || candidate.source !== 'proposal');
  // One candidate is the value above it: nothing to choose from.
  if (!isFocused && shown.length < 2) return null;
  return (
    <div className="flex gap-1.5 overflow-hidden">
      {shown.map(({ candidate, place }) =>
        place === undefined
          ? null
          : chip(
              `candidate-${place}`,
              actions.keyLabel(`candidate-${place}`),
              candidate.addition === null
                ? valuesText(candidate.values, row.attribute, locale)
                : `+ ${valuesText([candidate.addition], row.attribute, locale)}`,
              () => actions.choose(place),
            ),
      )}
      {isTight || !isFocused
        ? null
        : chip('edit', actions.keyLabel('edit'), t('candidate.direct'), actions.beginEdit)}
      {isTight || !isFocused || shown.length === places.length
        ? null
        : chip('none', actions.keyLabel('not-stated'), t('status.not-stated'), () =>
            actions.absent('not-stated'),
          )}
    </div>
  );
}
