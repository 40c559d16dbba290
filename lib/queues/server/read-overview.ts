import { db, Prisma } from '../../platform/db';

/** Where the products stand and what has been decided lately; for the first page. */
export interface Overview {
  readonly products: number;
  readonly waiting: number;
  readonly ready: number;
  readonly submitted: number;
  readonly committed: number;
  readonly skipped: number;
  /** Decisions in force of the last seven days by day, oldest first. */
  readonly days: readonly { day: string; accepted: number; corrected: number; absent: number }[];
  readonly categories: readonly {
    key: string;
    nameKo: string;
    nameEn: string;
    ready: number;
    committed: number;
    total: number;
  }[];
}

/** Counts for the overview as of `now`; days are those of Korea. */
export async function readOverview(now: Date): Promise<Overview> {
  const [states, days, categories] = await Promise.all([
    db().$queryRaw<{ state: string; count: number }[]>(Prisma.sql`
      SELECT state::text, sum(change)::int AS count FROM review_tallies GROUP BY state`),
    db().$queryRaw<Overview['days']>(Prisma.sql`
      WITH days AS (
        SELECT generate_series((${now}::timestamptz AT TIME ZONE 'Asia/Seoul')::date - 6,
                               (${now}::timestamptz AT TIME ZONE 'Asia/Seoul')::date, '1 day')::date AS day
      )
      SELECT to_char(days.day, 'YYYY-MM-DD') AS day,
             count(*) FILTER (WHERE d.kind = 'accept')::int AS accepted,
             count(*) FILTER (WHERE d.kind IN ('correct', 'added', 'reject'))::int AS corrected,
             count(*) FILTER (WHERE d.kind = 'absent')::int AS absent
      FROM days
      LEFT JOIN decisions d
        ON d.created_at >= days.day::timestamp AT TIME ZONE 'Asia/Seoul'
       AND d.created_at < (days.day + 1)::timestamp AT TIME ZONE 'Asia/Seoul'
       AND EXISTS (SELECT 1 FROM proposals p WHERE p.id = d.proposal_id AND p.decision_id = d.id)
      GROUP BY days.day ORDER BY days.day`),
    db().$queryRaw<Overview['categories']>(Prisma.sql`
      SELECT c.key, c.name_ko AS "nameKo", c.name_en AS "nameEn",
             COALESCE(sum(t.change) FILTER (WHERE t.state = 'ready'), 0)::int AS ready,
             COALESCE(sum(t.change) FILTER (WHERE t.state = 'committed'), 0)::int AS committed,
             sum(t.change)::int AS total
      FROM review_tallies t JOIN categories c ON c.id = t.category_id
      GROUP BY c.id
      HAVING sum(t.change) > 0
      ORDER BY ready DESC, c.key
      LIMIT 20`),
  ]);
  const count = (state: string) => states.find((row) => row.state === state)?.count ?? 0;
  return {
    products: states.reduce((sum, row) => sum + row.count, 0),
    waiting: count('waiting'),
    ready: count('ready'),
    submitted: count('submitted'),
    committed: count('committed'),
    skipped: count('skipped'),
    days,
    categories,
  };
}
