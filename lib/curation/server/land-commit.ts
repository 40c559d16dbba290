import { writeAudit } from '../../platform/audit';
import { db, Prisma, type Transaction } from '../../platform/db';
import { publishEvent } from '../../webhooks/server';
import { areListed } from '../../catalogue/server';
import { joinDecisionInForce } from './review-rows';
import { catalogueColumns, writeCatalogue } from './write-catalogue';

/**
 * Writes the decided values of a submitted product into the catalogue, with what stood there before.
 * Only the call that turns the commit from pending to landed writes, in the same transaction, so a
 * retry or a kill at any moment neither loses nor doubles it. Undecided rows are left alone; a
 * rejected one is emptied; an absence is stored, and an accepted empty proposal is "not stated".
 */
export async function landPendingCommit(commitId: string, now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    const [commit] = await tx.commit.updateManyAndReturn({
      where: { id: commitId, state: 'pending' },
      data: { state: 'landed', landedAt: now },
    });
    if (!commit) return;
    await tx.$queryRaw`
      SELECT product_id FROM review_items WHERE product_id = ${commit.productId}::int FOR UPDATE`;
    // The proposals that were in force at submission: a later run must not swap them under the person.
    const due = Prisma.sql`
      SELECT DISTINCT ON (p.attribute_id) ${commit.id}::uuid AS commit_id, p.product_id,
        p.attribute_id, ${catalogueColumns}
      FROM proposals p ${joinDecisionInForce}
      WHERE p.product_id = ${commit.productId}::int AND f.id IS NOT NULL
        AND p.created_at <= ${commit.createdAt}::timestamptz
        AND (p.superseded_at IS NULL OR p.superseded_at > ${commit.createdAt}::timestamptz)
        AND ${isListed}
      ORDER BY p.attribute_id, p.id DESC`;
    const changes = await writeCatalogue(tx, due, now);
    await leaveQueue(tx, commit);
    await writeAudit(tx, {
      actorId: commit.createdBy,
      action: 'commit.land',
      subjectType: 'commit',
      subjectId: commit.id,
      detail: { productId: commit.productId, changes },
    });
    const data = { commitId: commit.id, productId: commit.productId, changes };
    await publishEvent(tx, { type: 'commit.landed', data }, now);
  });
}

/** A value that has left its list since it was decided says nothing any more. */
const isListed = Prisma.raw(areListed('f.values', 'p.attribute_id'));

/**
 * A product is done, but where a planted value was accepted: the real one still waits for a person, as
 * does one that has left its list.
 */
async function leaveQueue(
  tx: Transaction,
  { id, productId }: { readonly id: string; readonly productId: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE review_items r SET
      state = CASE WHEN missed.is_any THEN 'ready' ELSE 'committed' END::"ReviewState",
      commit_id = CASE WHEN missed.is_any THEN NULL ELSE r.commit_id END
    FROM (SELECT EXISTS (
      SELECT FROM probes x JOIN proposals p ON p.id = x.proposal_id
      WHERE x.product_id = ${productId}::int AND x.outcome = 'missed'
        AND p.superseded_at IS NULL AND p.decision_id IS NULL) OR EXISTS (
      SELECT FROM proposals p ${joinDecisionInForce}
      WHERE p.product_id = ${productId}::int AND p.superseded_at IS NULL AND f.id IS NOT NULL
        AND NOT ${isListed}) AS is_any) missed
    WHERE r.product_id = ${productId}::int AND r.state = 'submitted'
      AND r.commit_id = ${id}::uuid`;
}
