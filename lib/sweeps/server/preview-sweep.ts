import { db } from '../../platform/db';
import type { SweepPredicate, SweepRadius } from '../contract';
import { isFree } from '../../curation/server';
import { joinExcludedParts, joinSweepable, matchesPredicate, readSubject } from './sweep-predicate';

const nothing: SweepRadius = {
  products: 0,
  added: 0,
  overwritten: 0,
  unchanged: 0,
  flagged: 0,
  sellers: 0,
  leased: 0,
};

/**
 * What deciding the whole group would change, counted and not written: every count but `leased` is
 * of products that nobody holds.
 * @throws AppError `invalid` when the schema does not allow the value any more.
 */
export async function previewSweep(predicate: SweepPredicate, now: Date): Promise<SweepRadius> {
  const subject = await readSubject(db(), predicate);
  if (!subject) return nothing;
  const { kind, absence, values } = subject.verdict;
  const isEmptied = kind === 'reject';
  const [radius] = await db().$queryRaw<SweepRadius[]>`
    WITH open AS (
      SELECT r.seller_id, cardinality(p.flags) > 0 AS is_flagged, ${isFree(now)} AS is_free,
        v.product_id IS NULL AND NOT ${isEmptied}::boolean AS is_new,
        CASE WHEN ${isEmptied}::boolean THEN v.product_id IS NULL
          ELSE v.absence::text IS NOT DISTINCT FROM ${absence}
            AND v.values = ${JSON.stringify(values)}::jsonb END AS is_same
      FROM proposals p ${joinSweepable} ${joinExcludedParts(predicate)}
      LEFT JOIN catalogue_values v
        ON v.product_id = p.product_id AND v.attribute_id = p.attribute_id
      WHERE ${matchesPredicate(predicate, subject, now)}
    )
    SELECT count(*) FILTER (WHERE is_free)::int AS products,
      count(*) FILTER (WHERE is_free AND is_new)::int AS added,
      count(*) FILTER (WHERE is_free AND NOT is_new AND NOT is_same)::int AS overwritten,
      count(*) FILTER (WHERE is_free AND NOT is_new AND is_same)::int AS unchanged,
      count(*) FILTER (WHERE is_free AND is_flagged)::int AS flagged,
      count(DISTINCT seller_id) FILTER (WHERE is_free)::int AS sellers,
      count(*) FILTER (WHERE NOT is_free)::int AS leased
    FROM open`;
  return radius ?? nothing;
}
