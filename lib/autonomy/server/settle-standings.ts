import { writeAudit } from '../../platform/audit';
import { db, Prisma, type Transaction } from '../../platform/db';
import { autonomyActorId } from '../../curation/contract';
import { lowerBound, type Evidence } from '../../statistics/wilson';
import { nextState, windowOf, type StandingState } from '../standing';

interface StandingRecord extends Evidence {
  readonly attributeId: number;
  readonly modelVersion: string;
  readonly state: StandingState;
  readonly wanted: number;
}

/**
 * Measures the model in production on every attribute that is on, by its newest verdicts: out of the
 * shadow when it is good enough, down when it is not any more. A model that is new to an attribute
 * begins in the shadow. Every change of state is on the audit trail.
 */
export async function settleStandings(now: Date): Promise<void> {
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO autonomy_standings (attribute_id, model_version, since)
      SELECT y.attribute_id, m.name, ${now}::timestamptz
      FROM autonomy_policies y JOIN model_versions m ON m.state = 'production'
      WHERE y.is_on
      ORDER BY y.attribute_id, m.name
      ON CONFLICT DO NOTHING`;
    const measured = (await readStandings(tx)).map((standing) => ({
      ...standing,
      bound: lowerBound(standing),
      next: nextState(standing.state, standing, standing.wanted),
    }));
    await tx.$executeRaw`
      UPDATE autonomy_standings s SET judged = n.judged, "right" = n."right", bound = n.bound,
        state = n.next, since = CASE WHEN n.next <> s.state THEN ${now}::timestamptz ELSE s.since END
      FROM jsonb_to_recordset(${JSON.stringify(measured)}::jsonb) AS n("attributeId" int,
        "modelVersion" text, judged int, "right" int, bound float8, next "AutonomyState")
      WHERE s.attribute_id = n."attributeId" AND s.model_version = n."modelVersion"`;
    for (const { next, state, attributeId, ...rest } of measured) {
      if (next === state) continue;
      await writeAudit(tx, {
        actorId: autonomyActorId,
        action: `autonomy.${next === 'auto' ? 'trust' : 'demote'}`,
        subjectType: 'attribute',
        subjectId: String(attributeId),
        detail: { ...rest },
      });
    }
  });
}

/** Locked, so that an admin's change waits for the measuring, and the other way round. */
async function readStandings(tx: Transaction): Promise<StandingRecord[]> {
  const policies = await tx.$queryRaw<{ attribute_id: number; wanted: number }[]>`
    SELECT attribute_id, wanted_precision AS wanted FROM autonomy_policies
    WHERE is_on ORDER BY attribute_id FOR SHARE`;
  const windows = policies.map(({ attribute_id: attributeId, wanted }) => ({
    attributeId,
    wanted,
    limit: windowOf(wanted),
  }));
  return tx.$queryRaw<StandingRecord[]>`
    SELECT s.attribute_id AS "attributeId", s.model_version AS "modelVersion", s.state::text, w.wanted,
      e.judged, e."right"
    FROM jsonb_to_recordset(${JSON.stringify(windows)}::jsonb)
      AS w("attributeId" int, wanted float8, "limit" int)
    JOIN autonomy_standings s ON s.attribute_id = w."attributeId"
    JOIN model_versions m ON m.name = s.model_version AND m.state = 'production'
    ${joinEvidence(Prisma.sql`w."limit"`)}
    ORDER BY s.attribute_id`;
}

/** The counts of the newest verdicts of standing `s` as `e`, at most `limit` of them. */
function joinEvidence(limit: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`CROSS JOIN LATERAL (
    SELECT count(*)::int AS judged, (count(*) FILTER (WHERE v.is_right))::int AS "right"
    FROM (
      SELECT v.is_right FROM autonomy_verdicts v
      WHERE v.attribute_id = s.attribute_id AND v.model_version = s.model_version
        AND v.seq > s.counts_from
      ORDER BY v.seq DESC LIMIT ${limit}
    ) v
  ) e`;
}
