import pg from 'pg';

const decisionName = 'first-run';
const seededName = 'demo-seed';

/** How the database came to its first content, and whether the demo is still to be written. */
export interface FirstRun {
  readonly seed: 'demo' | 'none';
  readonly isSeedPending: boolean;
}

/**
 * Decides once per database whether it holds the demo, and remembers: only a database without people
 * gets it, and a seed that was killed goes on whatever the next start is told.
 */
export async function decideFirstRun(url: string, wanted: 'demo' | 'none'): Promise<FirstRun> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO settings (name, value, updated_at)
       SELECT $1, to_jsonb(CASE WHEN EXISTS (SELECT FROM users) THEN 'none' ELSE $2::text END), now()
       ON CONFLICT (name) DO NOTHING`,
      [decisionName, wanted],
    );
    const { rows } = await client.query<{ seed: 'demo' | 'none'; is_seeded: boolean }>(
      `SELECT value #>> '{}' AS seed, EXISTS (SELECT FROM settings WHERE name = $2) AS is_seeded
       FROM settings WHERE name = $1`,
      [decisionName, seededName],
    );
    const row = rows[0];
    if (!row) throw new Error('The first run could not be noted in the database.');
    return { seed: row.seed, isSeedPending: row.seed === 'demo' && !row.is_seeded };
  } finally {
    await client.end();
  }
}
