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

/** Whether there is more than the value that stands above: else there is nothing to choose from. */
export const offersChoice = (candidates: readonly Candidate[]): boolean =>
  candidates.some(({ source }) => source !== 'proposal');

/** The answers behind 1–3. Their keys show on every row, so that the focus changes no width. */
export function CandidateChips(props: {
  readonly candidates: readonly Candidate[];
  readonly row: ReviewRow;
  readonly isFocused: boolean;
  /** Beside the snippet of a low row: runners-up only. */
  readonly isTight?: boolean;
  readonly actions: RowActions;
}) {
  const { candidates, row, isFocused, isTight = false, actions } = props;
  const t = useTranslations('review');
  const locale = useLocale();
  const shown = candidates
    .map((candidate, index) => ({ candidate, place: places[index] }))
    .filter(({ candidate }) => !isTight || candidate.source !== 'proposal');
  return (
    <div className={classNames('flex gap-1.5', isTight ? null : 'mt-1 flex-wrap')}>
      {shown.map(({ candidate, place }) =>
        place === undefined ? null : (
          <Chip
            key={place}
            label={actions.keyLabel(`candidate-${place}`)}
            isFocused={isFocused}
            isTight={isTight}
            onPress={() => {
              actions.focus(row.proposalId);
              actions.choose(place);
            }}
          >
            {candidate.source === 'current' ? (
              <span className="mr-1.5 text-faint">{t('candidate.current')}</span>
            ) : null}
            {candidate.addition === null
              ? valuesText(candidate.values, row.attribute, locale)
              : `+ ${valuesText([candidate.addition], row.attribute, locale)}`}
          </Chip>
        ),
      )}
    </div>
  );
}

/** On the row in focus: typing a value, and saying that there is none. */
export function OpenChips({
  row,
  actions,
}: {
  readonly row: ReviewRow;
  readonly actions: RowActions;
}) {
  const t = useTranslations('review');
  const press = (act: () => void) => () => {
    actions.focus(row.proposalId);
    act();
  };
  return (
    <div className="ml-auto flex shrink-0 gap-1.5">
      <Chip
        label={actions.keyLabel('edit')}
        isFocused
        isTight
        onPress={press(() => actions.beginEdit())}
      >
        {t('candidate.direct')}
      </Chip>
      <Chip
        label={actions.keyLabel('not-stated')}
        isFocused
        isTight
        onPress={press(() => actions.absent('not-stated'))}
      >
        {t('status.not-stated')}
      </Chip>
    </div>
  );
}

function Chip(props: {
  readonly label: string;
  readonly isFocused: boolean;
  readonly isTight: boolean;
  readonly children: ReactNode;
  onPress(): void;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onPress}
      className={classNames(
        'inline-flex min-w-0 items-center gap-1.5 rounded-md border py-px pr-2 pl-1 whitespace-nowrap',
        props.isTight ? 'h-[22px] max-w-[150px] text-label' : 'h-[26px] max-w-[240px]',
        props.isFocused ? 'border-line-strong bg-pane' : 'border-line text-muted',
      )}
    >
      <Kbd>{props.label}</Kbd>
      <span className="truncate">{props.children}</span>
    </button>
  );
}
