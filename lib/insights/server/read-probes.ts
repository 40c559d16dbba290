import { lowerBound, upperBound } from '../../statistics/wilson';
import { categoryTree, readProbeRates } from '../../curation/server';
import { db, Prisma } from '../../platform/db';
import type { InsightsInput, MeasuredShare, ProbeReport } from '../contract';

const dayMs = 86_400_000;
/** Longer tables nobody reads; the category narrows them. */
const maximumAttributes = 300;

function measure(count: number, of: number): MeasuredShare {
  if (of === 0) return { of, count, low: null, high: null };
  const evidence = { judged: of, right: count };
  return { of, count, low: lowerBound(evidence), high: upperBound(evidence) };
}

/** What probes have shown: who takes wrong values for right ones, and how good the model is unseen. */
export async function readProbes(
  { days, categoryKey }: InsightsInput,
  now: Date,
): Promise<ProbeReport> {
  const since = new Date(now.getTime() - days * dayMs);
  const [rates, reviewers, attributes] = await Promise.all([
    readProbeRates(),
    readReviewers(since, categoryKey),
    readAttributes(since, categoryKey),
  ]);
  return { rates, reviewers, attributes };
}

/** The condition that category `c` is the one named or below it. */
function isOf(categoryKey: string | undefined): Prisma.Sql {
  if (categoryKey === undefined) return Prisma.sql`true`;
  return Prisma.sql`c.id = ANY(${categoryTree(categoryKey)})`;
}

interface ReviewerRecord {
  readonly reviewerId: string;
  readonly name: string;
  readonly judged: number;
  readonly missed: number;
  readonly missedInRest: number;
  readonly missedMs: number | null;
}

async function readReviewers(
  since: Date,
  categoryKey: string | undefined,
): Promise<ProbeReport['reviewers']> {
  const records = await db().$queryRaw<ReviewerRecord[]>`
    SELECT x.reviewer_id AS "reviewerId", COALESCE(u.name, x.reviewer_id) AS name,
      count(*)::int AS judged, (count(*) FILTER (WHERE x.outcome = 'missed'))::int AS missed,
      (count(*) FILTER (WHERE x.outcome = 'missed' AND x.links->-1->>'mode' = 'rest'))::int
        AS "missedInRest",
      percentile_cont(0.5) WITHIN GROUP (ORDER BY (x.links->-1->>'durationMs')::float8)
        FILTER (WHERE x.outcome = 'missed') AS "missedMs"
    FROM probes x
    JOIN attributes a ON a.id = x.attribute_id
    JOIN categories c ON c.id = a.category_id
    LEFT JOIN users u ON u.id = x.reviewer_id
    WHERE x.kind = 'planted' AND x.settled_at >= ${since}::timestamptz
      AND ${isOf(categoryKey)}
    GROUP BY x.reviewer_id, u.name
    ORDER BY (count(*) FILTER (WHERE x.outcome = 'missed'))::float8 / count(*) DESC, name`;
  return records.map(({ judged, missed, ...rest }) => ({
    ...rest,
    missed: measure(missed, judged),
  }));
}

interface AttributeRecord {
  readonly attributeId: number;
  readonly key: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly category: { readonly key: string; readonly nameKo: string; readonly nameEn: string };
  readonly modelVersion: string;
  readonly judged: number;
  readonly same: number;
  readonly accepted: number | null;
}

async function readAttributes(
  since: Date,
  categoryKey: string | undefined,
): Promise<ProbeReport['attributes']> {
  const records = await db().$queryRaw<AttributeRecord[]>`
    WITH hidden AS (
      SELECT x.attribute_id, x.model_version, count(*)::int AS judged,
        (count(*) FILTER (WHERE x.outcome = 'same'))::int AS same
      FROM probes x
      WHERE x.kind = 'hidden' AND x.settled_at >= ${since}::timestamptz
      GROUP BY x.attribute_id, x.model_version
    )
    SELECT a.id AS "attributeId", a.key, a.name_ko AS "nameKo", a.name_en AS "nameEn",
      jsonb_build_object('key', c.key, 'nameKo', c.name_ko, 'nameEn', c.name_en) AS category,
      h.model_version AS "modelVersion", h.judged, h.same, (
        SELECT sum(d.accepted)::float8 / NULLIF(sum(d.accepted + d.corrected + d.rejected + d.absent), 0)
        FROM attribute_days d
        WHERE d.attribute_id = a.id AND d.model_version = h.model_version
          AND d.day >= ${since}::timestamptz::date) AS accepted
    FROM hidden h
    JOIN attributes a ON a.id = h.attribute_id
    JOIN categories c ON c.id = a.category_id
    WHERE ${isOf(categoryKey)}
    ORDER BY h.same::float8 / h.judged, h.judged DESC LIMIT ${maximumAttributes}::int`;
  return records.map(({ judged, same, ...rest }) => ({ ...rest, same: measure(same, judged) }));
}
