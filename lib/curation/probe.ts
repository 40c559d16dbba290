import * as z from 'zod';
import type { ProposalBody } from '../proposals/contract';
import type { DecisionInForce, ReviewRow } from './contract';

/** Of the rows that people see, the shares that are shown otherwise; 0 is none. */
export const probeRates = z.object({
  /** A wrong value instead of the proposal; more would make people look for traps. */
  planted: z.number().min(0).max(0.1),
  /** Nothing instead of the proposal; each costs typing. */
  hidden: z.number().min(0).max(0.2),
});
export type ProbeRates = z.infer<typeof probeRates>;
export const noProbes: ProbeRates = { planted: 0, hidden: 0 };

export type ProbeKind = 'planted' | 'hidden';
export type ProbeOutcome = 'missed' | 'caught' | 'same' | 'other';

/** The desk knows a probe by this in the place of a proposal's id, which is positive. */
export const probeRowId = (probeId: number): number => -probeId;
export const isProbeRow = (proposalId: number): boolean => proposalId < 0;

/** What is shown where a suggestion is hidden. */
export const hiddenBody: ProposalBody = { values: [], alternatives: [], confidence: 0, flags: [] };

/** The proposal with another value read from the same evidence, as a model errs. */
export function plantValue(body: ProposalBody, value: string | number | boolean): ProposalBody {
  return {
    ...body,
    alternatives: [],
    values: body.values.map((proposed) => ({ ...proposed, value })),
  };
}

type Answer = Pick<DecisionInForce, 'kind' | 'absence' | 'values'>;

/** What an answer on a probe says of the real proposal; null where it says nothing that may be kept. */
export function translateAnswer(kind: ProbeKind, answer: Answer): Answer | null {
  switch (answer.kind) {
    case 'accept':
      // Of a planted value nothing may remain; an empty row that is accepted has no value.
      return kind === 'planted' ? null : { kind: 'absent', absence: 'not-stated', values: [] };
    case 'correct':
    case 'added':
      return { kind: 'correct', absence: null, values: answer.values };
    case 'reject':
    case 'absent':
      return answer;
  }
}

/** @param stored the translated answer as it will be stored; null for an accepted planted value */
export function judgeProbe(
  kind: ProbeKind,
  proposal: Pick<ProposalBody, 'values'>,
  stored: Answer | null,
): ProbeOutcome {
  if (stored === null) return 'missed';
  if (kind === 'planted') return 'caught';
  const isEmpty = proposal.values.length === 0;
  const saysNothing = stored.kind === 'absent' || stored.kind === 'reject';
  return stored.kind === 'accept' || (isEmpty && saysNothing) ? 'same' : 'other';
}

/** The row as the person sees it. */
export function disguiseRow(
  row: ReviewRow,
  probe: {
    readonly id: number;
    readonly kind: ProbeKind;
    readonly shown: ProposalBody;
    readonly headId: string | null;
    readonly decision: DecisionInForce | null;
  },
): ReviewRow {
  const { headId, decision, shown: proposal } = probe;
  const seen = { ...row, proposalId: probeRowId(probe.id), proposal, headId, decision };
  if (probe.kind === 'planted') return seen;
  // What other sellers say would give the answer away.
  return { ...seen, group: 'needs', reasons: ['hidden'], witnesses: [] };
}
