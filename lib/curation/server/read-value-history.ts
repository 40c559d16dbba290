import { db } from '../../platform/db';
import { committedValue, type ValueHistory } from '../contract';
import { heldValue } from '../../values/decision';

interface HistoryRecord {
  readonly attribute: unknown;
  readonly before: unknown;
  readonly after: unknown;
  readonly at: Date;
  readonly commit_id: string;
  readonly reverts_id: string | null;
  readonly by: string;
  readonly kind: ValueHistory['changes'][number]['kind'];
  readonly model_version: string | null;
}

const maximumChanges = 1_000;

/** What commits did to the values of one product, newest first, up to 1,000 changes. */
export async function readValueHistory(productId: number): Promise<ValueHistory> {
  const records = await db().$queryRaw<HistoryRecord[]>`
    SELECT jsonb_build_object('key', a.key, 'nameKo', a.name_ko, 'nameEn', a.name_en, 'type', a.type,
        'unit', a.unit) AS attribute, g.before, g.after, g.at, g.commit_id::text, k.reverts_id::text,
      COALESCE(u.name, k.created_by) AS by, d.kind::text, d.model_version
    FROM catalogue_changes g
    JOIN attributes a ON a.id = g.attribute_id
    JOIN commits k ON k.id = g.commit_id
    LEFT JOIN users u ON u.id = k.created_by
    LEFT JOIN decisions d ON k.reverts_id IS NULL AND d.id = (g.after->>'decisionId')::uuid
    WHERE g.product_id = ${productId}::int
    ORDER BY g.id DESC LIMIT ${maximumChanges}::int`;
  return {
    changes: records.map((record) => ({
      attribute: committedValue.shape.attribute.parse(record.attribute),
      before: heldValue.nullable().parse(record.before),
      after: heldValue.nullable().parse(record.after),
      at: record.at.toISOString(),
      commitId: record.commit_id,
      revertsId: record.reverts_id,
      by: record.by,
      kind: record.kind,
      modelVersion: record.model_version,
    })),
  };
}
