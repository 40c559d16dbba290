'use client';

import { classNames } from '@/components/ui/class-names';
import { Kbd } from '@/components/ui/kbd';
import { ValueEditor } from '@/components/review/value-editor';
import { nameOf, valuesText } from '@/components/review/value-text';
import { candidatesOf } from '@/lib/desk/candidates';
import type { ReviewRow } from '@/lib/curation/contract';
import type { Answer, RoundDetail, RoundRow, Verdict } from '@/lib/overlap/contract';
import { proposedValues } from '@/lib/curation/values';
import { Check } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';

type Choice = Verdict['choice'];

/** One attribute: what was proposed, what each answered, what was decided. */
export function RoundRowView(props: {
  readonly row: RoundRow;
  readonly reviewers: RoundDetail['reviewers'];
  /** The row as the desk shows it; null when its proposal is not in force any more. */
  readonly reviewRow: ReviewRow | null;
  readonly choice: Choice | null;
  readonly isFocused: boolean;
  readonly isEdited: boolean;
  readonly mayDecide: boolean;
  onFocus(): void;
  onChoose(choice: Choice): void;
  onEdit(): void;
  onEditEnd(): void;
}) {
  const { row, choice, mayDecide } = props;
  const t = useTranslations('adjudication');
  const locale = useLocale();
  const words = useAnswerWords(row);
  const proposed = valuesText(proposedValues(row.proposal), row.attribute, locale);
  const chosenSlot = choice?.kind === 'answer' ? choice.slot : row.chosenSlot;
  const other = choice && choice.kind !== 'answer' ? wordsOfChoice(choice, words) : null;
  const isOverruled = row.isDisputed && row.outcome !== null && row.chosenSlot === null;
  return (
    <li
      data-row={row.proposalId}
      tabIndex={props.isFocused ? 0 : -1}
      aria-current={props.isFocused}
      onFocus={props.onFocus}
      className={classNames(
        'border-b border-line px-4 py-2.5 -outline-offset-2',
        props.isFocused && 'bg-accent-soft/50',
      )}
    >
      <div className="flex items-baseline gap-2">
        <b className="font-semibold">{nameOf(row.attribute, locale)}</b>
        <span className="text-label text-muted">
          {proposed === '' ? t('nothing-proposed') : t('proposed', { value: proposed })}
        </span>
        {row.isDisputed ? null : (
          <span className="ml-auto inline-flex items-center gap-1 text-label text-ok">
            <Check aria-hidden className="size-3" strokeWidth={3} />
            {t('agreed')}
          </span>
        )}
      </div>
      {row.isDisputed ? (
        <div className="mt-1.5 grid grid-cols-2 gap-2">
          {row.answers.map((each, place) => {
            const isChosen = chosenSlot === each.slot;
            const name = props.reviewers.find(({ slot }) => slot === each.slot)?.name ?? '';
            return (
              <button
                key={each.slot}
                type="button"
                tabIndex={-1}
                disabled={!mayDecide}
                aria-pressed={isChosen}
                onClick={() => props.onChoose({ kind: 'answer', slot: each.slot })}
                className={classNames(
                  'min-w-0 rounded-md border px-2.5 py-1.5 text-left',
                  isChosen ? 'border-ok bg-ok-soft' : 'border-line-strong bg-pane',
                  mayDecide && !isChosen && 'hover:bg-sunken',
                )}
              >
                <span className="flex items-center gap-1.5 text-label text-muted">
                  {mayDecide ? <Kbd>{place + 1}</Kbd> : null}
                  {name}
                  {isChosen ? (
                    <span className="ml-auto inline-flex items-center gap-1 font-semibold text-ok">
                      <Check aria-hidden className="size-3" strokeWidth={3} />
                      {t('chosen')}
                    </span>
                  ) : null}
                </span>
                <span className="mt-0.5 block text-value font-semibold break-words">
                  {words(each)}
                </span>
                {each.surface ? (
                  <span lang="ko" className="block truncate font-mono text-[12px] text-muted">
                    {each.surface}
                  </span>
                ) : null}
              </button>
            );
          })}
        </div>
      ) : (
        <p className="mt-0.5 text-value font-semibold">{words(row.answers[0])}</p>
      )}
      {props.isEdited && props.reviewRow ? (
        <div className="mt-2.5 mb-1">
          <ValueEditor
            row={props.reviewRow}
            decision={null}
            unit={null}
            candidates={candidatesOf(props.reviewRow)}
            onSave={(values) => props.onChoose({ kind: 'values', values: [...values] })}
            onCancel={props.onEditEnd}
          />
        </div>
      ) : other !== null || isOverruled ? (
        <p className="mt-1.5 flex items-center gap-1.5 text-ok">
          <Check aria-hidden className="size-3.5" strokeWidth={3} />
          {t('other-chosen', { value: other ?? words(row.outcome ?? undefined) })}
        </p>
      ) : mayDecide ? (
        <button
          type="button"
          tabIndex={-1}
          onClick={props.onEdit}
          className="mt-1.5 inline-flex items-center gap-1 text-label text-muted hover:text-text"
        >
          <Kbd>E</Kbd> {t('keys.other')}
        </button>
      ) : null}
    </li>
  );
}

type Words = (answer: Pick<Answer, 'kind' | 'absence' | 'values'> | undefined) => string;

function wordsOfChoice(choice: Exclude<Choice, { kind: 'answer' }>, words: Words): string {
  switch (choice.kind) {
    case 'values':
      return words({ kind: 'correct', absence: null, values: choice.values });
    case 'absent':
      return words({ kind: 'absent', absence: choice.absence, values: [] });
    case 'reject':
      return words({ kind: 'reject', absence: null, values: [] });
  }
}

/** An answer in words; a row that was left says so, with what it leaves. */
function useAnswerWords({ attribute, proposal }: RoundRow): Words {
  const t = useTranslations('adjudication');
  const tStatus = useTranslations('review.status');
  const locale = useLocale();
  return (answer) => {
    switch (answer?.kind) {
      case undefined:
      case null: {
        const left = valuesText(proposedValues(proposal), attribute, locale);
        return left === '' ? t('left-open') : t('left-as', { value: left });
      }
      case 'absent':
        return tStatus(answer.absence ?? 'not-stated');
      case 'reject':
        return tStatus('reject');
      case 'accept':
      case 'correct':
      case 'added':
        return answer.values.length === 0
          ? tStatus('not-stated')
          : valuesText(answer.values, attribute, locale);
    }
  };
}
