import type pg from 'pg';
import { inPlainTransaction } from '../../platform/db';
import { readPlace } from '../../platform/request-place';
import { queueProposals } from '../../proposals/server';
import type { OfferChange, OfferSelection } from '../contract';
import { withdrawSql } from './merge-sql';

/** Products of the selection: `$1` ids, or `$2` the seller's name with `$3` its own ids. */
const selected = `
  SELECT o.id FROM products o WHERE o.id = ANY($1::int[])
  UNION SELECT o.id FROM products o JOIN sellers s ON s.id = o.seller_id
  WHERE s.name = $2::text AND o.external_id = ANY($3::text[])`;

/**
 * Takes offers back: they leave the queue, the catalogue and the lists; everything that was decided
 * of them stays, and comes back with them. Offers that are withdrawn already are left alone.
 */
export async function withdrawOffers(
  selection: OfferSelection,
  actorId: string,
): Promise<OfferChange> {
  return inPlainTransaction(async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `WITH ${withdrawSql(selected, 'NULL::uuid')} SELECT id FROM gone ORDER BY id`,
      parametersOf(selection),
    );
    return tell(client, rows, 'product.withdraw', actorId);
  });
}

/** Offers again what was withdrawn: it waits for review as a new product does, its history with it. */
export async function restoreOffers(
  selection: OfferSelection,
  actorId: string,
): Promise<OfferChange> {
  return inPlainTransaction(async (client) => {
    const { rows } = await client.query<{ id: number }>(
      `WITH back AS (
         UPDATE products p SET withdrawn_at = NULL, updated_at = now()
         WHERE p.withdrawn_at IS NOT NULL AND p.id IN (${selected})
         RETURNING p.id, p.category_id, p.seller_id, p.price),
       waiting AS (
         INSERT INTO review_items (product_id, category_id, seller_id, price)
         SELECT id, category_id, seller_id, price FROM back ON CONFLICT (product_id) DO NOTHING)
       SELECT id FROM back ORDER BY id`,
      parametersOf(selection),
    );
    const productIds = rows.map(({ id }) => id);
    if (productIds.length > 0) {
      await queueProposals(client, {
        runId: crypto.randomUUID(),
        reason: 'manual',
        subjectId: null,
        createdBy: actorId,
        scope: { kind: 'products', productIds },
      });
    }
    return tell(client, rows, 'product.restore', actorId);
  });
}

function parametersOf(selection: OfferSelection): unknown[] {
  return 'productIds' in selection
    ? [selection.productIds, null, []]
    : [[], selection.seller, selection.externalIds];
}

async function tell(
  client: pg.PoolClient,
  rows: readonly { readonly id: number }[],
  action: string,
  actorId: string,
): Promise<OfferChange> {
  const { address = null, requestId = null } = readPlace() ?? {};
  await client.query(
    `INSERT INTO audit_entries (actor_id, action, subject_type, subject_id, address, request_id)
     SELECT $1, $2, 'product', id::text, $4, $5 FROM unnest($3::int[]) AS id`,
    [actorId, action, rows.map(({ id }) => id), address, requestId],
  );
  return { changed: rows.length };
}
