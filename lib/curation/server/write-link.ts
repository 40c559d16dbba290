import { Prisma, type Transaction } from '../../platform/db';
import { possibleInstant, type Link } from './decide';

/**
 * Stores one decision of a person without asking for a lease.
 * @returns false when another decision is the last word by now
 */
export async function writeLink(
  tx: Transaction,
  actor: { readonly id: string },
  productId: number,
  link: Link,
): Promise<boolean> {
  const written = await tx.$queryRaw<{ id: string }[]>`
    WITH moved AS (
      UPDATE proposals p SET decision_id = ${link.id}::uuid
      WHERE p.id = ${link.proposalId}::int AND p.product_id = ${productId}::int
        AND p.superseded_at IS NULL
        AND p.decision_id IS NOT DISTINCT FROM ${link.supersedesId}::uuid
      RETURNING p.*
    )
    INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, absence, values, proposed,
      model_version, surface, mode, supersedes_id, reviewer_id, duration_ms, keystrokes, error_kind,
      decided_at)
    SELECT m.decision_id, m.id, m.product_id, m.attribute_id, ${link.kind}::"DecisionKind",
      ${link.absence}::"Absence", ${JSON.stringify(link.values)}::jsonb,
      jsonb_build_object('values', m.values, 'alternatives', m.alternatives,
        'confidence', m.confidence, 'flags', m.flags, 'modelVersion', m.model_version),
      m.model_version, ${link.surface}, ${link.mode}::"DecisionMode", ${link.supersedesId}::uuid,
      ${actor.id}, ${link.durationMs}::int, ${link.keystrokes}::int, ${link.errorKind},
      ${possibleInstant(Prisma.sql`${link.decidedAt}::timestamptz`)}
    FROM moved m
    RETURNING id::text`;
  return written.length > 0;
}
