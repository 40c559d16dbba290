import type pg from 'pg';
import { writeAudit } from '../../platform/audit';
import { db } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { WithdrawalChoice } from '../contract';
import { unknownImport } from './import-store';
import { withdrawSql } from './merge-sql';

/** Fewer offers than this are withdrawn whatever their share: a small seller changes much at once. */
const alwaysWithdrawn = 10;
/** A file that leaves out more of what its sellers offer is likelier broken off than true. */
const greatestShare = 0.5;

/** Products of the sellers that a full feed (`$1`) names, and that it does not name itself. */
const leftOut = `
  SELECT o.id FROM products o
  WHERE o.withdrawn_at IS NULL AND o.seller_id IN (
      SELECT s.seller_id FROM import_sightings g JOIN products s ON s.id = g.product_id
      WHERE g.import_id = $1::uuid)
    AND NOT EXISTS (SELECT FROM import_sightings g
      WHERE g.import_id = $1::uuid AND g.product_id = o.id)
    AND o.created_at <= (SELECT i.created_at FROM imports i WHERE i.id = $1::uuid)`;

const withdrawLeftOut = `
  WITH ${withdrawSql(leftOut, '$1::uuid')}
  UPDATE imports SET offers_withdrawn = (SELECT count(*) FROM gone), held_withdrawals = NULL,
    held_reason = NULL WHERE id = $1::uuid`;

const forgetSightings = 'DELETE FROM import_sightings WHERE import_id = $1::uuid';

/**
 * Ends a full feed in the caller's transaction: withdraws what it left out, or holds that for a
 * person, when rows of it were rejected (they may be those that seem left out) or when it leaves out
 * more than half. A file that names nothing withdraws nothing.
 */
export async function settleWithdrawals(client: pg.PoolClient, importId: string): Promise<void> {
  const { rows } = await client.query<{ absent: number; named: number; rejected: number }>(
    `SELECT (SELECT count(*) FROM (${leftOut}) absent)::int AS absent,
       (SELECT count(*) FROM import_sightings WHERE import_id = $1::uuid)::int AS named,
       rows_rejected::int AS rejected
     FROM imports WHERE id = $1::uuid`,
    [importId],
  );
  const { absent, named, rejected } = rows[0]!;
  const isTooMany = absent > alwaysWithdrawn && absent > greatestShare * (absent + named);
  const reason = rejected > 0 ? 'rejected-rows' : isTooMany ? 'too-many' : null;
  if (absent > 0 && reason !== null) {
    await client.query(
      'UPDATE imports SET held_withdrawals = $2, held_reason = $3 WHERE id = $1::uuid',
      [importId, absent, reason],
    );
    return;
  }
  await client.query(withdrawLeftOut, [importId]);
  await client.query(forgetSightings, [importId]);
}

/**
 * A person's word on the withdrawals that a full feed holds: withdraw them, or keep the offers.
 * @throws AppError `not-found`, or `conflict` when the import holds none.
 */
export async function decideWithdrawals(
  importId: string,
  choice: WithdrawalChoice,
  actorId: string,
): Promise<void> {
  await db().$transaction(async (tx) => {
    const [found] = await tx.$queryRaw<{ held: number | null }[]>`
      SELECT held_withdrawals AS held FROM imports WHERE id = ${importId}::uuid FOR UPDATE`;
    if (found === undefined) throw unknownImport(importId);
    if (found.held === null) throw new AppError('conflict', 'imports.errors.no-withdrawals');
    if (choice === 'withdraw') await tx.$executeRawUnsafe(withdrawLeftOut, importId);
    else {
      await tx.$executeRaw`UPDATE imports SET held_withdrawals = NULL, held_reason = NULL
        WHERE id = ${importId}::uuid`;
    }
    await tx.$executeRawUnsafe(forgetSightings, importId);
    await writeAudit(tx, {
      actorId,
      action: `import.${choice}-left-out`,
      subjectType: 'import',
      subjectId: importId,
      detail: { held: found.held },
    });
  });
}
