import type { Evidence } from '@/lib/values/contract';
import type { ReviewRow } from '@/lib/curation/contract';
import type { Sheet } from '@/lib/desk/desk-state';
import type { EvidenceSpan, SpanTone } from '@/lib/values/evidence-segments';
import type { EvidenceSource } from './evidence-text';

export type SourcedSpan = EvidenceSpan & EvidenceSource;

/** The evidence of every row: that of the focused row stands out, contradicting runners-up are red. */
export function spansOf({ rows, focusedId }: Pick<Sheet, 'rows' | 'focusedId'>): SourcedSpan[] {
  return [...rows.values()].flatMap((row) => {
    const isFocused = row.proposalId === focusedId;
    const cited = isFocused || row.proposal.values.length > 0 ? citedEvidence(row) : [];
    const own = cited.flatMap((evidence) => toSpan(row, evidence, isFocused ? 'focused' : 'faint'));
    if (!isFocused || !isContradicted(row)) return own;
    const others = row.proposal.alternatives.flatMap(({ evidence }) =>
      toSpan(row, evidence, 'conflict'),
    );
    return [...own, ...others];
  });
}

/** Where the proposed values stand; without a proposal, where its runners-up do. */
export function citedEvidence({ proposal }: ReviewRow): Evidence[] {
  const read = proposal.values.length > 0 ? proposal.values : proposal.alternatives;
  return read.flatMap(({ evidence }) => evidence ?? []);
}

/** The text states two things that cannot both be right. */
function isContradicted({ proposal }: ReviewRow): boolean {
  return proposal.flags.includes('implausible') || proposal.flags.includes('several-values');
}

function toSpan(row: ReviewRow, evidence: Evidence | null, tone: SpanTone): SourcedSpan[] {
  if (evidence === null) return [];
  const { reviewId, ...place } = evidence;
  return [
    { ...place, tone, rowId: row.proposalId, ...(reviewId === undefined ? {} : { reviewId }) },
  ];
}
