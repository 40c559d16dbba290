import { db, Prisma } from '../../platform/db';
import { mayActAs } from '../../platform/roles';
import type { Actor } from '../../platform/session';
import { skipReason } from '../../values/decision';
import { bucketDays, listBuckets, shareOf } from '../buckets';
import type { AttributeInsight, Insights, InsightsInput, OutcomeCounts } from '../contract';
import { businessZone, rollUpName } from './roll-up';

const shownModels = 4;
const shownAttributes = 300;
const shownReviewers = 200;

interface Span {
  readonly buckets: readonly string[];
  /** Days a bucket has. */
  readonly width: number;
  readonly categoryKey: string | null;
}

/**
 * What became of the proposals of the last days, from the roll-up tables. What single people did is
 * for leads and admins.
 */
export async function readInsights(
  actor: Actor,
  input: InsightsInput,
  now: Date,
): Promise<Insights> {
  const buckets = listBuckets(businessDay(now), input.days);
  const span: Span = {
    buckets,
    width: bucketDays(input.days),
    categoryKey: input.categoryKey ?? null,
  };
  const [mark, outcomes, models, attributes, reviewers, skips, backlog] = await Promise.all([
    db().rollUp.findUnique({ where: { name: rollUpName } }),
    readOutcomes(span),
    readModels(span),
    readAttributes(span),
    mayActAs(actor.role, 'lead') ? readReviewers(span) : null,
    readSkips(span),
    readBacklog(span),
  ]);
  return {
    settledUntil: mark?.settledUntil.toISOString() ?? null,
    buckets: [...buckets],
    outcomes,
    models,
    attributes,
    reviewers,
    skips,
    backlog,
  };
}

/** The calendar day of `at` where the merchandisers are. */
function businessDay(at: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: businessZone }).format(at);
}

/** Which bucket a row's `day` falls in, counted from 0. */
function bucketOf({ buckets, width }: Span): Prisma.Sql {
  return Prisma.sql`(day - ${buckets[0]}::date) / ${width}`;
}

/** Rows of the span, and of one category with what lies below it when one is chosen. */
function inSpan(span: Span, categoryId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`day >= ${span.buckets[0]}::date AND ${inCategory(span, categoryId)}`;
}

function inCategory({ categoryKey }: Span, categoryId: Prisma.Sql): Prisma.Sql {
  if (categoryKey === null) return Prisma.sql`true`;
  return Prisma.sql`${categoryId} IN (
    WITH RECURSIVE below AS (
      SELECT id FROM categories WHERE key = ${categoryKey}
      UNION ALL SELECT k.id FROM categories k JOIN below b ON k.parent_id = b.id
    ) SELECT id FROM below)`;
}

const sums = Prisma.sql`sum(accepted)::int AS accepted, sum(corrected)::int AS corrected,
  sum(rejected)::int AS rejected, sum(absent)::int AS absent, sum(added)::int AS added`;
const decided = Prisma.sql`sum(accepted + corrected + rejected + absent + added)`;

async function readOutcomes(span: Span): Promise<OutcomeCounts[]> {
  const rows = await db().$queryRaw<(OutcomeCounts & { bucket: number })[]>`
    SELECT ${bucketOf(span)} AS bucket, ${sums}
    FROM attribute_days JOIN attributes a ON a.id = attribute_id
    WHERE ${inSpan(span, Prisma.sql`a.category_id`)} GROUP BY 1`;
  const held = new Map(rows.map(({ bucket, ...counts }) => [bucket, counts]));
  const none = { accepted: 0, corrected: 0, rejected: 0, absent: 0, added: 0 };
  return span.buckets.map((_, index) => held.get(index) ?? none);
}

async function readModels(span: Span): Promise<Insights['models']> {
  const rows = await db().$queryRaw<
    { modelVersion: string; bucket: number; decided: number; accepted: number }[]
  >`
    WITH parts AS MATERIALIZED (
      SELECT model_version, ${bucketOf(span)} AS bucket, ${decided}::int AS decided,
        sum(accepted)::int AS accepted
      FROM attribute_days JOIN attributes a ON a.id = attribute_id
      WHERE ${inSpan(span, Prisma.sql`a.category_id`)} GROUP BY 1, 2
    ), top AS (
      SELECT model_version FROM parts GROUP BY 1 ORDER BY sum(decided) DESC, 1 LIMIT ${shownModels}
    )
    SELECT model_version AS "modelVersion", bucket, decided, accepted
    FROM parts JOIN top USING (model_version)`;
  const names = [...new Set(rows.map((row) => row.modelVersion))];
  return names
    .map((modelVersion) => {
      const parts = rows.filter((row) => row.modelVersion === modelVersion);
      const held = new Map(parts.map((part) => [part.bucket, part]));
      return {
        modelVersion,
        decided: parts.reduce((sum, part) => sum + part.decided, 0),
        accepted: parts.reduce((sum, part) => sum + part.accepted, 0),
        share: span.buckets.map((_, index) => {
          const part = held.get(index);
          return part ? shareOf(part.accepted, part.decided) : null;
        }),
      };
    })
    .toSorted((a, b) => b.decided - a.decided);
}

interface AttributeRow extends OutcomeCounts {
  readonly attributeId: number;
  readonly key: string;
  readonly nameKo: string;
  readonly nameEn: string;
  readonly categoryKey: string;
  readonly categoryKo: string;
  readonly categoryEn: string;
  readonly byModel: AttributeInsight['byModel'];
  /** Bucket → decided and accepted. */
  readonly trend: Readonly<Record<string, readonly [number, number]>>;
}

async function readAttributes(span: Span): Promise<AttributeInsight[]> {
  const rows = await db().$queryRaw<AttributeRow[]>`
    WITH cells AS MATERIALIZED (
      SELECT attribute_id, model_version, ${bucketOf(span)} AS bucket, ${sums}, ${decided}::int AS decided
      FROM attribute_days JOIN attributes a ON a.id = attribute_id
      WHERE ${inSpan(span, Prisma.sql`a.category_id`)} GROUP BY 1, 2, 3
    ), total AS (
      SELECT attribute_id, ${sums} FROM cells GROUP BY 1
      ORDER BY sum(corrected) + sum(added) + sum(rejected) DESC, sum(decided) DESC, attribute_id
      LIMIT ${shownAttributes}
    ), models AS (
      SELECT attribute_id, jsonb_object_agg(model_version,
        jsonb_build_object('decided', decided, 'accepted', accepted)) AS by_model
      FROM (SELECT attribute_id, model_version, sum(decided) AS decided, sum(accepted) AS accepted
        FROM cells GROUP BY 1, 2) m GROUP BY 1
    ), trends AS (
      SELECT attribute_id, jsonb_object_agg(bucket, jsonb_build_array(decided, accepted)) AS trend
      FROM (SELECT attribute_id, bucket, sum(decided) AS decided, sum(accepted) AS accepted
        FROM cells GROUP BY 1, 2) b GROUP BY 1
    )
    SELECT t.attribute_id AS "attributeId", a.key, a.name_ko AS "nameKo", a.name_en AS "nameEn",
      c.key AS "categoryKey", c.name_ko AS "categoryKo", c.name_en AS "categoryEn",
      t.accepted, t.corrected, t.rejected, t.absent, t.added,
      m.by_model AS "byModel", b.trend
    FROM total t JOIN attributes a ON a.id = t.attribute_id JOIN categories c ON c.id = a.category_id
    JOIN models m USING (attribute_id) JOIN trends b USING (attribute_id)
    ORDER BY t.corrected + t.added + t.rejected DESC, t.accepted + t.absent DESC, t.attribute_id`;
  return rows.map((row) => {
    const { attributeId, key, nameKo, nameEn, byModel, trend } = row;
    const { accepted, corrected, rejected, absent, added } = row;
    return {
      attributeId,
      key,
      nameKo,
      nameEn,
      category: { key: row.categoryKey, nameKo: row.categoryKo, nameEn: row.categoryEn },
      counts: { accepted, corrected, rejected, absent, added },
      trend: span.buckets.map((_, index) => {
        const [whole = 0, part = 0] = trend[index] ?? [];
        return shareOf(part, whole);
      }),
      byModel,
    };
  });
}

async function readReviewers(span: Span): Promise<Insights['reviewers']> {
  const rows = await db().$queryRaw<
    {
      reviewerId: string;
      name: string;
      submitted: number;
      decided: number;
      corrected: number;
      swept: number;
      durationMs: number;
      keystrokes: number;
    }[]
  >`
    SELECT r.reviewer_id AS "reviewerId", COALESCE(u.name, r.reviewer_id) AS name,
      sum(r.submitted)::int AS submitted, sum(r.decided)::int AS decided,
      sum(r.corrected)::int AS corrected, sum(r.swept)::int AS swept,
      sum(r.duration_ms)::float8 AS "durationMs", sum(r.keystrokes)::float8 AS keystrokes
    FROM reviewer_days r LEFT JOIN users u ON u.id = r.reviewer_id
    WHERE ${inSpan(span, Prisma.sql`r.category_id`)}
    GROUP BY r.reviewer_id, u.name
    HAVING sum(r.decided) > 0 OR sum(r.submitted) > 0
    ORDER BY submitted DESC, decided DESC, r.reviewer_id
    LIMIT ${shownReviewers}`;
  return rows.map(({ durationMs, keystrokes, ...row }) => ({
    ...row,
    minutesPerProduct: shareOf(durationMs / 60_000, row.submitted),
    keystrokesPerProduct: shareOf(keystrokes, row.submitted),
  }));
}

async function readSkips(span: Span): Promise<Insights['skips']> {
  const rows = await db().$queryRaw<{ reason: string; products: number }[]>`
    SELECT skip_reason AS reason, count(*)::int AS products FROM review_items
    WHERE state = 'skipped' AND skip_reason IS NOT NULL AND ${inCategory(span, Prisma.sql`category_id`)}
    GROUP BY 1 ORDER BY 2 DESC, 1`;
  return rows.map(({ reason, products }) => ({ reason: skipReason.parse(reason), products }));
}

/** Ready products at the end of each bucket, and what was submitted within it. */
async function readBacklog(span: Span): Promise<Insights['backlog']> {
  const rows = await db().$queryRaw<{ bucket: number; ready: number | null; submitted: number }[]>`
    WITH days AS (
      SELECT day, sum(ready)::int AS ready FROM backlog_days
      WHERE ${inSpan(span, Prisma.sql`category_id`)} GROUP BY day
    ), ends AS (
      SELECT DISTINCT ON (bucket) ${bucketOf(span)} AS bucket, ready FROM days
      ORDER BY bucket, day DESC
    ), done AS (
      SELECT ${bucketOf(span)} AS bucket, sum(submitted)::int AS submitted FROM reviewer_days
      WHERE ${inSpan(span, Prisma.sql`category_id`)} GROUP BY 1
    )
    SELECT bucket, ready, COALESCE(submitted, 0) AS submitted FROM ends FULL JOIN done USING (bucket)`;
  const held = new Map(rows.map((row) => [row.bucket, row]));
  return span.buckets.map((_, index) => ({
    ready: held.get(index)?.ready ?? null,
    submitted: held.get(index)?.submitted ?? 0,
  }));
}
