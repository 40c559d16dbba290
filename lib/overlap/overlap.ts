import type { AttributeValue } from '../values/contract';
import type { ProposalBody } from '../proposals/contract';
import {
  agreementOfPair,
  krippendorffAlpha,
  rawAgreement,
  type RatedUnit,
} from '../statistics/agreement';
import type { Answer, OverlapAnswer } from './contract';
import { proposedValues } from '../curation/values';
import { areSameValues } from '../values/same-value';

/** An answer, as far as it is compared. */
export interface Said {
  readonly kind: Answer['kind'];
  readonly absence: Answer['absence'];
  readonly values: readonly AttributeValue[];
}

/** What the catalogue would hold; null where a row was left and its proposal cannot be read. */
type Effect =
  | { readonly kind: 'values'; readonly values: readonly AttributeValue[] }
  | { readonly kind: 'absent'; readonly absence: string }
  | { readonly kind: 'empty' }
  | null;

function effectOf({ kind, absence, values }: Said, proposal: Pick<ProposalBody, 'values'>): Effect {
  switch (kind) {
    case 'reject':
      return { kind: 'empty' };
    case 'absent':
      return { kind: 'absent', absence: absence ?? 'not-stated' };
    case 'accept':
    case 'correct':
    case 'added':
      return ofValues(values);
    case null: {
      const isRead = proposal.values.every(({ value }) => value !== null);
      return isRead ? ofValues(proposedValues(proposal)) : null;
    }
  }
}

/** An accepted proposal without values says that none is stated. */
function ofValues(values: readonly AttributeValue[]): Effect {
  if (values.length === 0) return { kind: 'absent', absence: 'not-stated' };
  return { kind: 'values', values };
}

function isSameEffect(one: Effect, other: Effect): boolean {
  if (one === null || other === null) return one === other;
  if (one.kind === 'values' && other.kind === 'values') {
    return areSameValues(one.values, other.values);
  }
  if (one.kind === 'absent' && other.kind === 'absent') return one.absence === other.absence;
  return one.kind === other.kind;
}

/** Digits that a measured value keeps in a key. */
const keyDigits = 6;

function keyOf(effect: Effect): string {
  if (effect === null) return '-';
  switch (effect.kind) {
    case 'empty':
      return 'empty';
    case 'absent':
      return `absent ${effect.absence}`;
    case 'values': {
      const words = effect.values.map((value) =>
        typeof value === 'number' ? value.toPrecision(keyDigits) : String(value),
      );
      return `values ${JSON.stringify([...new Set(words)].sort())}`;
    }
  }
}

/**
 * Sets the answers on one row against each other. A row that somebody left stands as it was proposed.
 * @returns the answers with their keys, and whether they differ
 */
export function compareAnswers<T extends Said>(
  answers: readonly T[],
  proposal: Pick<ProposalBody, 'values'>,
): { readonly answers: readonly (T & { readonly key: string })[]; readonly isDisputed: boolean } {
  const effects = answers.map((each) => effectOf(each, proposal));
  const keyed = answers.map((each, place) => {
    const effect = effects[place] ?? null;
    // Numbers up to the tolerance are one answer, though their digits may round apart.
    const first = effects.find((other) => isSameEffect(other, effect)) ?? effect;
    return { ...each, key: keyOf(first) };
  });
  return { answers: keyed, isDisputed: new Set(keyed.map(({ key }) => key)).size > 1 };
}

/** The answers on one row, as figures want them. */
export interface AnsweredRow {
  readonly attributeId: number;
  readonly isDisputed: boolean;
  readonly answers: readonly Pick<OverlapAnswer, 'reviewerId' | 'key'>[];
}

export interface Figures {
  readonly units: number;
  readonly disputed: number;
  readonly raw: number | null;
}
export interface PairFigures extends Figures {
  readonly reviewerIds: readonly [string, string];
  readonly kappa: number | null;
}

/** Agreement on rows of any attributes: an answer counts as the same only within its attribute. */
export function agreementOf(
  rows: readonly AnsweredRow[],
): Figures & { readonly alpha: number | null; readonly pairs: readonly PairFigures[] } {
  const units: RatedUnit[] = rows.map(({ attributeId, answers }) =>
    answers.map(({ key }) => `${attributeId} ${key}`),
  );
  return {
    units: rows.length,
    disputed: rows.filter(({ isDisputed }) => isDisputed).length,
    raw: rawAgreement(units),
    alpha: krippendorffAlpha(units),
    pairs: pairsOf(rows),
  };
}

function pairsOf(rows: readonly AnsweredRow[]): PairFigures[] {
  const pairs = new Map<string, { ids: readonly [string, string]; units: RatedUnit[] }>();
  for (const { attributeId, answers } of rows) {
    const sorted = answers.toSorted((a, b) => (a.reviewerId < b.reviewerId ? -1 : 1));
    for (const [place, one] of sorted.entries()) {
      for (const other of sorted.slice(place + 1)) {
        const name = `${one.reviewerId}\n${other.reviewerId}`;
        const pair = pairs.get(name) ?? {
          ids: [one.reviewerId, other.reviewerId] as const,
          units: [],
        };
        pair.units.push([`${attributeId} ${one.key}`, `${attributeId} ${other.key}`]);
        pairs.set(name, pair);
      }
    }
  }
  return [...pairs.values()].map(({ ids, units }) => {
    const disputed = units.filter(([one, other]) => one !== other).length;
    return { reviewerIds: ids, disputed, ...agreementOfPair(units) };
  });
}
