import { inPlainTransaction } from '../../platform/db';
import { seedDesk } from '../desk/seed-desk';

const people = 40;

/**
 * Fills an empty database with decided proposals, fifteen a product: what the model was sure of is
 * accepted, of the rest half is corrected, one in eight is absent. Two months of work of 40 people.
 * @param decisions rounded up to whole products
 */
export async function seedDecisions(decisions: number): Promise<void> {
  await seedDesk({ proposals: decisions, people, sweep: 10 });
  await inPlainTransaction(async (client) => {
    // Foreign keys are true by construction, and nobody reads what the triggers count.
    await client.query('SET LOCAL session_replication_role = replica');
    await client.query(insertDecisions, [people]);
    await client.query(
      'UPDATE proposals p SET decision_id = d.id FROM decisions d WHERE d.proposal_id = p.id',
    );
  });
  await inPlainTransaction(async (client) => void (await client.query('ANALYZE')));
}

const insertDecisions = `
  INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, absence, "values", proposed,
    model_version, surface, mode, reviewer_id, duration_ms, keystrokes, error_kind, decided_at,
    created_at)
  SELECT gen_random_uuid(), p.id, p.product_id, p.attribute_id, k.kind,
    CASE WHEN k.kind = 'absent' THEN 'not-stated'::"Absence" END,
    CASE k.kind WHEN 'accept' THEN jsonb_build_array(p."values"->0->'value')
      WHEN 'correct' THEN jsonb_build_array(CASE jsonb_typeof(p."values"->0->'value')
        WHEN 'number' THEN to_jsonb((p."values"->0->>'value')::int + 1)
        WHEN 'boolean' THEN to_jsonb(NOT (p."values"->0->>'value')::boolean)
        ELSE to_jsonb((p."values"->0->>'value') || ' ' || p.id % 7) END)
      ELSE '[]' END,
    jsonb_build_object('values', p."values", 'alternatives', p.alternatives,
      'confidence', p.confidence, 'flags', '[]'::jsonb, 'modelVersion', p.model_version),
    p.model_version, CASE WHEN k.kind = 'accept' THEN p.surface END, 'single',
    'bench-' || 1 + p.product_id % $1::int, 900 + p.id % 4000,
    CASE WHEN k.kind = 'accept' THEN 1 ELSE 6 END,
    CASE k.kind WHEN 'correct' THEN 'span-too-short' WHEN 'absent' THEN 'spurious' END, t.at, t.at
  FROM proposals p
  CROSS JOIN LATERAL (SELECT CASE
    WHEN p.confidence >= 0.9 OR p.id % 8 > 4 THEN 'accept'
    WHEN p.id % 8 = 4 THEN 'absent' ELSE 'correct' END::"DecisionKind" AS kind) k
  CROSS JOIN LATERAL (SELECT date_trunc('second', now()) - interval '60 days'
    + p.id * interval '60 days' / (SELECT max(id) + 1 FROM proposals) AS at) t
  ORDER BY p.id`;
