'use client';

import { classNames } from '@/components/ui/class-names';
import { Confidence } from '@/components/ui/confidence';
import { candidatesOf, type Candidate } from '@/lib/desk/candidates';
import type { ReviewProduct, ReviewRow } from '@/lib/curation/contract';
import type { RuleTrouble } from '@/lib/desk/broken-rules';
import type { RowDecision } from '@/lib/desk/desk-state';
import { areSameValues } from '@/lib/values/same-value';
import type { AttributeValue } from '@/lib/values/contract';
import { shownConfidence } from '@/lib/curation/group-rows';
import { proposedValues, unreadSurfaces } from '@/lib/curation/values';
import { unitLabel } from '@/lib/desk/edit-draft';
import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CandidateChips, offersChoice, OpenChips } from './candidate-chips';
import { ProposedChips, wantsChips } from './proposed-chips';
import { RuleTroubles } from './rule-troubles';
import { RowReason } from './row-reason';
import { hasSnippet, RowSnippet } from './row-snippet';
import { RowStatus } from './row-status';
import type { RowActions } from './row-actions';
import { ValueEditor } from './value-editor';
import { nameOf, valuesText } from './value-text';

interface ReviewRowProps {
  readonly row: ReviewRow;
  readonly product: ReviewProduct;
  readonly decision: RowDecision | null;
  readonly isFocused: boolean;
  readonly isEditing: boolean;
  readonly unit: string | null;
  /** Rules across attributes that the product breaks as it stands. */
  readonly troubles: readonly RuleTrouble[];
  /** Those that these values would leave. */
  troublesOf(values: readonly AttributeValue[]): readonly RuleTrouble[];
  /** After the attribute's name. */
  readonly mark: ReactNode;
  readonly actions: RowActions;
}

/**
 * One attribute, as high as what it says. Focus adds nothing to that height, and a decision stands where
 * the reason stood, so that nothing moves under the eye.
 */
export function ReviewRowView(props: ReviewRowProps) {
  const { row, product, decision, isFocused, isEditing, unit, actions } = props;
  const isTall = row.group === 'needs';
  const candidates = candidatesOf(row);
  const isChoice = offersChoice(candidates);
  return (
    <div
      role="row"
      data-row={row.proposalId}
      aria-selected={isFocused}
      tabIndex={isFocused ? 0 : -1}
      onMouseDown={(event) => {
        if (event.target instanceof Element && event.target.closest('button,input')) return;
        actions.focus(row.proposalId);
      }}
      className={classNames(
        'relative grid grid-cols-[20px_minmax(104px,26%)_minmax(0,1fr)_44px] items-start gap-2.5 border-b border-line px-[18px] py-2 -outline-offset-2',
        'scroll-mt-[34px]',
        isFocused && 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)] outline-none',
        isFocused && 'forced-colors:outline-2',
      )}
    >
      <div role="gridcell">
        <RowStatus row={row} decision={decision} />
      </div>
      <RowName row={row} isTall={isTall} mark={props.mark} />
      <div role="gridcell" className="min-w-0">
        {isEditing ? (
          <ValueEditor
            key={row.proposalId}
            row={row}
            decision={decision}
            unit={unit}
            candidates={candidates}
            troublesOf={props.troublesOf}
            onSave={actions.save}
            onCancel={actions.endEdit}
          />
        ) : (
          <RowValue row={row} decision={decision} unit={unit} isTall={isTall} />
        )}
        <RuleTroubles troubles={props.troubles} />
        {isTall ? (
          <>
            <RowSnippet row={row} decision={decision} product={product} isFocused={isFocused} />
            <div className="flex min-h-6 min-w-0 items-center gap-2">
              {decision === null ? <RowReason row={row} /> : <Outcome {...props} />}
              {isFocused && !isEditing ? <OpenChips row={row} actions={actions} /> : null}
            </div>
            {isChoice ? (
              <CandidateChips
                candidates={candidates}
                row={row}
                isFocused={isFocused}
                actions={actions}
              />
            ) : null}
          </>
        ) : (
          <LowLine {...props} candidates={candidates} />
        )}
      </div>
      <div role="gridcell" className="pt-1 text-right leading-none">
        <Confidence value={shownConfidence(row)} />
      </div>
    </div>
  );
}

function RowName(props: {
  readonly row: ReviewRow;
  readonly isTall: boolean;
  readonly mark: ReactNode;
}) {
  const { row, isTall, mark } = props;
  const t = useTranslations('review');
  const locale = useLocale();
  const { attribute } = row;
  const type = [
    t(`type.${attribute.type}`),
    ...(attribute.isMultiple ? [t('type.multiple')] : []),
    ...(attribute.unit === null ? [] : [unitLabel(attribute.unit, locale)]),
    ...(attribute.isRequired ? [t('rows.required')] : []),
  ].join(' · ');
  return (
    <div role="rowheader" className="min-w-0" title={type}>
      <div className="flex items-center gap-1.5">
        <span className="font-medium text-muted">{nameOf(attribute, locale)}</span>
        {mark}
      </div>
      {isTall ? <div className="text-[11px] text-faint">{type}</div> : null}
    </div>
  );
}

/** Current → proposed, or what was decided instead. */
function RowValue(props: {
  readonly row: ReviewRow;
  readonly decision: RowDecision | null;
  readonly unit: string | null;
  readonly isTall: boolean;
}) {
  const { row, decision, unit } = props;
  const t = useTranslations('review');
  const locale = useLocale();
  const show = (values: readonly AttributeValue[]) =>
    valuesText(values, row.attribute, locale, unit);
  const size = props.isTall ? 'text-value' : 'text-[13px]';
  const proposed = proposedValues(row.proposal);
  const values = decision ? decision.values : proposed;
  const text = decision?.absence
    ? t(`status.${decision.absence}`)
    : decision?.kind === 'reject'
      ? t('status.reject')
      : values.length > 0
        ? show(values)
        : row.proposal.values.map(({ surface }) => surface).join(', ');
  const isReadable = values.length > 0;
  const isOpen = decision === null && wantsChips(row.proposal.values);
  const current = row.current?.values ?? [];
  const isChanged = current.length > 0 && !areSameValues(current, values, row.attribute.tolerance);
  return (
    <div
      className={classNames('min-w-0', isOpen ? null : 'line-clamp-3', size)}
      title={isOpen ? undefined : text}
    >
      {isChanged ? (
        <>
          <span className="sr-only">{t('rows.current')} </span>
          <s className="mr-1.5 text-faint">{show(current)}</s>
        </>
      ) : null}
      {isOpen ? (
        <ProposedChips values={row.proposal.values} attribute={row.attribute} unit={unit} />
      ) : text === '' ? (
        <span className="font-semibold text-faint">{t('rows.no-value')}</span>
      ) : (
        <span className={classNames('font-semibold', !isReadable && 'text-muted')}>{text}</span>
      )}
      {!decision && !isOpen && !isReadable && text !== '' ? (
        <span className="ml-2 text-label text-warn">{t('rows.unreadable')}</span>
      ) : null}
    </div>
  );
}

/** Under the value of a low row: where it was read, and the runners-up while the row is in focus. */
function LowLine(props: ReviewRowProps & { readonly candidates: readonly Candidate[] }) {
  const { row, product, decision, isFocused, candidates, actions } = props;
  const isChoice = offersChoice(candidates);
  if (!isChoice && !hasSnippet(props)) return null;
  return (
    <div className="flex min-h-[22px] min-w-0 items-center gap-3">
      <RowSnippet row={row} decision={decision} product={product} isFocused={isFocused} />
      {isChoice && isFocused && decision === null ? (
        <div className="ml-auto shrink-0">
          <CandidateChips candidates={candidates} row={row} isFocused isTight actions={actions} />
        </div>
      ) : null}
    </div>
  );
}

/** What was decided, and what it was decided about. */
function Outcome({ row, decision, unit }: ReviewRowProps) {
  const t = useTranslations('review');
  const locale = useLocale();
  if (decision === null) return null;
  const read = proposedValues(row.proposal);
  const parts = [
    ...(read.length > 0 ? [valuesText(read, row.attribute, locale, unit)] : []),
    ...unreadSurfaces(row.proposal).map((surface) => t('decided.unread', { surface })),
  ];
  const proposed = parts.length > 0 ? parts.join(', ') : t('decided.nothing');
  const words = () => {
    switch (decision.kind) {
      case 'accept':
        return decision.mode === 'rest' ? t('decided.rest') : t('decided.accept');
      case 'correct':
        return t('decided.correct', { proposed });
      case 'added':
        return t('decided.added');
      case 'reject':
        return t('decided.reject', { proposed });
      case 'absent':
        return t('decided.absent', {
          why: t(`status.${decision.absence ?? 'not-stated'}`),
          proposed,
        });
    }
  };
  return (
    <div className="min-w-0 truncate text-label text-ok" title={words()}>
      {words()}
    </div>
  );
}
