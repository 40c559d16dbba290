import { inPlainTransaction, pool } from '../../platform/db';
import { webhookEvent } from '../contract';
import { publishEvent } from './publish-event';

const batchSize = 200;
const keptDays = 30;

/**
 * Publishes the decisions that were noted since the last time, some hundred in one event, each batch
 * in one transaction: no decision is told twice or left out.
 */
export async function gatherDecisions(signal: AbortSignal, now: () => Date): Promise<void> {
  for (;;) {
    const taken = await inPlainTransaction(async (client) => {
      const { rows } = await client.query<{ decision: unknown }>(takeBatch, [batchSize]);
      if (rows.length === 0) return 0;
      const decisions = rows.flatMap(({ decision }) => decision ?? []);
      if (decisions.length > 0) {
        const event = webhookEvent.parse({ type: 'decisions.made', data: { decisions } });
        await publishEvent(client, event, now());
      }
      return rows.length;
    });
    if (taken < batchSize || signal.aborted) return;
  }
}

/** Clears the log of deliveries that ended long ago. */
export async function clearOldDeliveries(now: Date): Promise<void> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  await pool().query(
    `DELETE FROM webhook_deliveries WHERE created_at < $1 AND state <> 'waiting'`,
    [before],
  );
}

const takeBatch = `
  WITH taken AS (
    DELETE FROM webhook_decisions WHERE id IN (
      SELECT id FROM webhook_decisions ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING id, decision_id
  )
  SELECT CASE WHEN d.id IS NOT NULL THEN jsonb_build_object(
    'id', d.id, 'productId', p.id, 'externalId', p.external_id, 'seller', s.name,
    'categoryKey', c.key, 'attributeKey', a.key, 'kind', d.kind, 'values', d.values,
    'absence', d.absence, 'mode', d.mode, 'modelVersion', d.model_version,
    'decidedAt', to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END
    AS decision
  FROM taken t
  LEFT JOIN (decisions d JOIN products p ON p.id = d.product_id JOIN sellers s ON s.id = p.seller_id
    JOIN attributes a ON a.id = d.attribute_id JOIN categories c ON c.id = p.category_id)
    ON d.id = t.decision_id
  ORDER BY t.id`;
