import { Prisma, type Transaction } from '../../platform/db';
import type { DecisionMode } from '../../values/decision';

/**
 * Undoes decisions that are the last word on their proposals, all in one statement. Holds the review
 * items too: what is being submitted must not lose a value on its way.
 * @param which the condition on decision `d`, its proposal `p` and review item `r`
 * @returns how many there were
 */
export async function undoDecisions(
  tx: Transaction,
  actor: { readonly id: string },
  which: Prisma.Sql,
  how: { readonly mode: DecisionMode; readonly sweepId: string | null; readonly now: Date },
): Promise<number> {
  const { mode, sweepId, now } = how;
  const [counts] = await tx.$queryRaw<{ undone: number }[]>`
    WITH due AS MATERIALIZED (
      SELECT p.id, p.decision_id AS head_id, gen_random_uuid() AS new_id
      FROM decisions d
      JOIN proposals p ON p.id = d.proposal_id AND p.decision_id = d.id AND p.superseded_at IS NULL
      JOIN review_items r ON r.product_id = p.product_id
      WHERE d.kind <> 'undo' AND ${which}
      ORDER BY p.product_id
      FOR SHARE OF r FOR UPDATE OF p
    ), moved AS (
      UPDATE proposals p SET decision_id = d.new_id
      FROM due d WHERE p.id = d.id
      RETURNING p.*, d.head_id
    ), written AS (
      INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, values, proposed,
        model_version, surface, mode, supersedes_id, reviewer_id, decided_at, sweep_id)
      SELECT m.decision_id, m.id, m.product_id, m.attribute_id, 'undo', '[]'::jsonb,
        jsonb_build_object('values', m.values, 'alternatives', m.alternatives,
          'confidence', m.confidence, 'flags', m.flags, 'modelVersion', m.model_version),
        m.model_version, m.surface, ${mode}::"DecisionMode", m.head_id, ${actor.id},
        ${now}::timestamptz, ${sweepId}::uuid
      FROM moved m
      RETURNING id
    )
    SELECT (SELECT count(*) FROM written)::int AS undone`;
  return counts?.undone ?? 0;
}
