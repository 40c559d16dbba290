import type { Evidence } from '@/lib/values/contract';
import type { ReviewProduct, ReviewRow } from '@/lib/curation/contract';
import { groundDecision } from '@/lib/curation/ground-decision';
import type { RowDecision, Sheet } from '@/lib/desk/desk-state';
import type { EvidenceSpan, SpanTone } from '@/lib/values/evidence-segments';
import type { EvidenceSource } from './evidence-text';

export type SourcedSpan = EvidenceSpan & EvidenceSource;

/** The evidence of every row: that of the focused row stands out, contradicting runners-up are red. */
export function spansOf({
  rows,
  marks,
  product,
  focusedId,
}: Pick<Sheet, 'rows' | 'marks' | 'product' | 'focusedId'>): SourcedSpan[] {
  return [...rows.values()].flatMap((row) => {
    const isFocused = row.proposalId === focusedId;
    const decision = marks.get(row.proposalId)?.decision ?? null;
    const isShown = isFocused || decision !== null || row.proposal.values.length > 0;
    const cited = isShown ? citedEvidence(row, decision, product) : [];
    const own = cited.flatMap((evidence) => toSpan(row, evidence, isFocused ? 'focused' : 'faint'));
    if (!isFocused || decision !== null || !isContradicted(row)) return own;
    const others = row.proposal.alternatives.flatMap(({ evidence }) =>
      toSpan(row, evidence, 'conflict'),
    );
    return [...own, ...others];
  });
}

/**
 * Where the row's values stand: those that were decided, else those proposed, else the runners-up. A
 * decision never keeps the evidence of the value that it put aside.
 */
export function citedEvidence(
  { attribute, proposal }: ReviewRow,
  decision: RowDecision | null,
  product: ReviewProduct,
): Evidence[] {
  const read = proposal.values.length > 0 ? proposal.values : proposal.alternatives;
  switch (decision?.kind) {
    case undefined:
    case 'accept':
      return read.flatMap(({ evidence }) => evidence ?? []);
    case 'correct':
    case 'added': {
      const reviews = new Map(product.customerReviews.map(({ id, text }) => [id, text]));
      const { title, spec, description } = product;
      const texts = { title, spec, description, reviews };
      return groundDecision(decision, attribute, proposal, texts).map(({ evidence }) => evidence);
    }
    case 'reject':
    case 'absent':
      return [];
  }
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
