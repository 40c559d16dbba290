import { randomUUID } from 'node:crypto';
import { writeAudits } from '../../platform/audit';
import { Prisma, type Transaction } from '../../platform/db';
import { hasListener, publishEvent } from '../../webhooks/server';
import { catalogueColumns, writeCatalogue } from '../../curation/server';

/** A decision that was just made, on the product whose review item the caller has locked. */
export interface MadeDecision {
  readonly id: string;
  readonly productId: number;
}

/**
 * Lands decisions without a grace time, those of one product as one commit, which can be reverted as
 * any other; the other rows of the products are left alone.
 * @returns the commit of each product
 */
export async function landAtOnce(
  tx: Transaction,
  createdBy: string,
  decisions: readonly MadeDecision[],
  now: Date,
): Promise<ReadonlyMap<number, string>> {
  const commits = new Map(decisions.map(({ productId }) => [productId, randomUUID()]));
  const dates = { createdAt: now, landsAt: now, landedAt: now };
  await tx.commit.createMany({
    data: [...commits].map(([productId, id]) => ({
      id,
      productId,
      state: 'landed',
      createdBy,
      ...dates,
    })),
  });
  const landing = decisions.map(({ id, productId }) => ({ id, commit: commits.get(productId) }));
  const due = Prisma.sql`
    SELECT l.commit AS commit_id, f.product_id, f.attribute_id, ${catalogueColumns}
    FROM jsonb_to_recordset(${JSON.stringify(landing)}::jsonb) AS l(id uuid, commit uuid)
    JOIN decisions f ON f.id = l.id`;
  await writeCatalogue(tx, due, now);
  const counts = await tx.catalogueChange.groupBy({
    by: ['commitId'],
    where: { commitId: { in: [...commits.values()] } },
    _count: true,
  });
  const changesOf = new Map(counts.map(({ commitId, _count }) => [commitId, _count]));
  const landed = [...commits].map(([productId, commitId]) => ({
    commitId,
    productId,
    changes: changesOf.get(commitId) ?? 0,
  }));
  await writeAudits(
    tx,
    landed.map(({ commitId, ...detail }) => ({
      actorId: createdBy,
      action: 'commit.land',
      subjectType: 'commit',
      subjectId: commitId,
      detail,
    })),
  );
  if (await hasListener(tx, 'commit.landed')) {
    for (const data of landed) await publishEvent(tx, { type: 'commit.landed', data }, now);
  }
  return commits;
}
