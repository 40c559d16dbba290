import { db, Prisma } from '../../platform/db';
import { AppError } from '../../platform/errors';
import type { CommitChange, CommitDetail } from '../contract';
import { heldValue } from '../../values/decision';
import { findCommit } from './list-commits';

interface ChangeRecord {
  readonly key: string;
  readonly name_ko: string;
  readonly name_en: string;
  readonly type: CommitChange['attribute']['type'];
  readonly unit: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly is_in_force: boolean;
}

/** True when the catalogue holds in `v` exactly what change `g` left there, provenance included. */
export const isInForce = Prisma.sql`(
  CASE WHEN v.product_id IS NULL THEN g.after IS NULL
  ELSE g.after IS NOT NULL AND v.values = g.after->'values'
    AND v.absence::text IS NOT DISTINCT FROM g.after->>'absence'
    AND v.decision_id::text = g.after->>'decisionId' AND v.commit_id::text = g.after->>'commitId' END)`;

/**
 * A commit with its changes in schema order, and which of them a revert would take back.
 * @throws AppError `not-found`.
 */
export async function readCommit(id: string): Promise<CommitDetail> {
  const commit = await findCommit(db(), id);
  if (!commit) throw new AppError('not-found', 'errors.not-found', { subject: `commit ${id}` });
  const records = await db().$queryRaw<ChangeRecord[]>`
    SELECT a.key, a.name_ko, a.name_en, a.type::text, a.unit, g.before, g.after,
      ${isInForce} AS is_in_force
    FROM catalogue_changes g
    JOIN attributes a ON a.id = g.attribute_id
    LEFT JOIN catalogue_values v
      ON v.product_id = g.product_id AND v.attribute_id = g.attribute_id
    WHERE g.commit_id = ${id}::uuid
    ORDER BY a.position, a.id`;
  return {
    commit,
    changes: records.map((record) => ({
      attribute: {
        key: record.key,
        nameKo: record.name_ko,
        nameEn: record.name_en,
        type: record.type,
        unit: record.unit,
      },
      before: heldValue.nullable().parse(record.before),
      after: heldValue.nullable().parse(record.after),
      isInForce: record.is_in_force,
    })),
  };
}
