import * as z from 'zod';
import { categoryTree } from '../../curation/server';
import { db, Prisma } from '../../platform/db';
import {
  usualPolicy,
  type AutonomyLine,
  type AutonomyQuery,
  type AutonomyReport,
} from '../contract';
import { lowerBound } from '../../statistics/wilson';
import { missingVerdicts, windowOf } from '../standing';

/** More lines nobody reads; the category narrows them. */
const maximumLines = 300;

const record = z.object({
  attribute_id: z.number(),
  key: z.string(),
  name_ko: z.string(),
  name_en: z.string(),
  category_key: z.string(),
  category_ko: z.string(),
  category_en: z.string(),
  is_on: z.boolean().nullable(),
  wanted_precision: z.number().nullable(),
  delay_hours: z.number().nullable(),
  audit_share: z.number().nullable(),
  state: z.enum(['shadow', 'auto', 'demoted']).nullable(),
  since: z.date().nullable(),
  judged: z.number(),
  right: z.number(),
  committed: z.number().nullable(),
  waiting: z.number(),
});

/**
 * Where the model in production stands with each attribute that is on or that people have judged; of
 * one category, with every attribute.
 */
export async function readAutonomy({ categoryKey }: AutonomyQuery): Promise<AutonomyReport> {
  const production = await db().modelVersion.findFirst({
    where: { state: 'production' },
    orderBy: { createdAt: 'desc' },
  });
  const [waiting] = await db().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM autonomy_samples s
    JOIN proposals p ON p.id = s.proposal_id AND p.decision_id = s.decision_id
    WHERE s.judged_at IS NULL AND p.superseded_at IS NULL`;
  const lines = production ? await readLines(production.name, categoryKey) : [];
  return { modelVersion: production?.name ?? null, lines, waiting: waiting?.count ?? 0 };
}

async function readLines(modelVersion: string, categoryKey?: string): Promise<AutonomyLine[]> {
  const isWanted =
    categoryKey === undefined
      ? Prisma.sql`true`
      : Prisma.sql`c.id = ANY(${categoryTree(categoryKey)})`;
  const rows = await db().$queryRaw<unknown[]>`
    SELECT a.id AS attribute_id, a.key, a.name_ko, a.name_en, c.key AS category_key,
      c.name_ko AS category_ko, c.name_en AS category_en,
      y.is_on, y.wanted_precision, y.delay_hours, y.audit_share,
      s.state::text, s.since, s.committed, w.waiting,
      CASE WHEN y.is_on AND s.state IS NOT NULL THEN s.judged ELSE e.judged END AS judged,
      CASE WHEN y.is_on AND s.state IS NOT NULL THEN s."right" ELSE e."right" END AS "right"
    FROM attributes a
    JOIN categories c ON c.id = a.category_id
    LEFT JOIN autonomy_policies y ON y.attribute_id = a.id
    LEFT JOIN autonomy_standings s ON s.attribute_id = a.id AND s.model_version = ${modelVersion}
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS judged, (count(*) FILTER (WHERE v.is_right))::int AS "right"
      FROM (
        SELECT v.is_right FROM autonomy_verdicts v
        WHERE v.attribute_id = a.id AND v.model_version = ${modelVersion}
          AND v.seq > COALESCE(s.counts_from, 0)
        ORDER BY v.seq DESC LIMIT ${windowOf(usualPolicy.wantedPrecision)}::int
      ) v
    ) e
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS waiting FROM autonomy_samples x
      JOIN proposals p ON p.id = x.proposal_id AND p.decision_id = x.decision_id
      WHERE x.attribute_id = a.id AND x.judged_at IS NULL AND p.superseded_at IS NULL
    ) w
    WHERE a.archived_at IS NULL AND ${isWanted}
      AND (COALESCE(y.is_on, false) OR e.judged > 0 OR ${categoryKey !== undefined}::boolean)
    ORDER BY COALESCE(y.is_on, false) DESC, c.name_ko, c.id, a.position
    LIMIT ${maximumLines}::int`;
  return rows.map((row) => toLine(record.parse(row), modelVersion));
}

function toLine(row: z.infer<typeof record>, modelVersion: string): AutonomyLine {
  const policy = {
    isOn: row.is_on ?? usualPolicy.isOn,
    wantedPrecision: row.wanted_precision ?? usualPolicy.wantedPrecision,
    delayHours: row.delay_hours ?? usualPolicy.delayHours,
    auditShare: row.audit_share ?? usualPolicy.auditShare,
  };
  const evidence = { judged: row.judged, right: row.right };
  return {
    attributeId: row.attribute_id,
    key: row.key,
    nameKo: row.name_ko,
    nameEn: row.name_en,
    category: { key: row.category_key, nameKo: row.category_ko, nameEn: row.category_en },
    modelVersion,
    policy,
    // Turned on a moment ago: the next round makes the standing.
    state: policy.isOn ? (row.state ?? 'shadow') : 'off',
    since: policy.isOn ? (row.since?.toISOString() ?? null) : null,
    ...evidence,
    bound: lowerBound(evidence),
    missing: missingVerdicts(evidence, policy.wantedPrecision),
    committed: row.committed ?? 0,
    waiting: row.waiting,
  };
}
