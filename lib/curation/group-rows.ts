import type { AttributeDefinition } from '../values/contract';
import { confidenceBand, guessedConfidence } from '../proposals/bands';
import type { ProposalBody } from '../proposals/contract';
import { overwritesCurrent } from '../proposals/propose';
import type { NeedReason, ReviewRow, RowGroup } from './contract';
import { proposedValues } from './values';
import { isContradicted } from './witnesses';

export interface RowFacts {
  readonly attribute: Pick<AttributeDefinition, 'isRequired'> &
    Partial<Pick<AttributeDefinition, 'tolerance'>>;
  readonly proposal: ProposalBody;
  readonly current: ReviewRow['current'];
  readonly witnesses: ReviewRow['witnesses'];
}

/**
 * Which group of the review screen a row belongs to, and why it needs a person. Decisions do not
 * count: a row keeps its place when it is decided.
 */
export function groupRow(row: RowFacts): { group: RowGroup; reasons: NeedReason[] } {
  const { proposal, current, witnesses, attribute } = row;
  const isEmpty = proposal.values.length === 0;
  const band = confidenceBand(proposal.confidence);
  const reasons: NeedReason[] = [];
  // That a text says nothing is seldom certain, and costs little when wrong: only a guess counts.
  if (isEmpty ? band === 'low' : band !== 'high') reasons.push('low-confidence');
  if (proposal.flags.some((flag) => flag !== 'required-missing')) reasons.push('rule');
  if (isContradicted(proposedValues(proposal), witnesses, attribute.tolerance))
    reasons.push('witness-conflict');
  if (overwritesCurrent(proposal, current?.values ?? null, attribute.tolerance))
    reasons.push('overwrites-human');
  const isHeld = (current?.values ?? []).length > 0;
  if (isEmpty && isHeld) reasons.push('standing-value');
  if (isEmpty && attribute.isRequired && !isHeld) reasons.push('required-missing');
  if (reasons.length > 0) return { group: 'needs', reasons };
  return { group: isEmpty ? 'absent' : 'right', reasons };
}

/** The confidence that a row shows: no row that is empty or unread, and needs a person, looks sure. */
export function shownConfidence({
  proposal,
  group,
}: Pick<ReviewRow, 'proposal' | 'group'>): number {
  const { values, confidence } = proposal;
  const isOpen = group === 'needs' && values.length === 0;
  const isUnread = values.some(({ value }) => value === null);
  return isOpen || isUnread ? Math.min(confidence, guessedConfidence) : confidence;
}
