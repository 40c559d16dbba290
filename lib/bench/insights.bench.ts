import { parseArgs } from 'node:util';
import { insightSpans } from '../insights/contract';
import { readInsights } from '../insights/server';
import { rollUpDecisions } from '../insights/server/worker';
import { db, inPlainTransaction } from '../platform/db';
import type { Actor } from '../platform/session';
import { seedYear } from './seed-year';
import { withThrowAwayDatabase } from './throw-away-database';

const lead: Actor = { id: 'bench', name: 'bench', email: 'bench@avenue.example', role: 'lead' };
const reads = 20;

/**
 * The dashboards on a year of decisions: how long the first roll-up takes, one that adds a minute's
 * work, and the page's figures, against counting the decisions themselves.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { decisions: { type: 'string', default: '1000000' } },
  });
  const decisions = Number(values.decisions);
  const figures = await withThrowAwayDatabase(() => measure(decisions));
  process.stdout.write(`${JSON.stringify({ bench: 'insights', decisions, ...figures })}\n`);
  return figures.faults === 0 ? 0 : 1;
}

async function measure(decisions: number) {
  const now = new Date();
  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const seeding = await timed(() =>
    inPlainTransaction((client) => seedYear(client, { decisions, until: minutesAgo(10) })),
  );
  const rolled = await timed(() => rollUpDecisions(minutesAgo(5)));
  const again = await timed(() => rollUpDecisions(minutesAgo(4)));
  const bare = await timed(
    () => db().$queryRaw`SELECT attribute_id, model_version, kind, count(*) FROM decisions
      GROUP BY 1, 2, 3`,
  );
  const pages: Record<string, number> = {};
  for (const days of insightSpans) {
    const times: number[] = [];
    for (let read = 0; read < reads; read++)
      times.push((await timed(() => readInsights(lead, { days }, now))).ms);
    pages[`read${days}DaysMs`] = Math.round(times.toSorted((a, b) => a - b)[reads / 2] ?? 0);
  }
  const [sum] = await db().$queryRaw<{ rolled: number; stored: number; rows: number }[]>`
    SELECT (SELECT sum(accepted + corrected + rejected + absent + added) FROM attribute_days)::int
      AS rolled, (SELECT count(*) FROM decisions)::int AS stored,
      (SELECT count(*) FROM attribute_days)::int AS rows`;
  return {
    seedSeconds: Math.round(seeding.ms / 1_000),
    firstRollUpSeconds: Math.round(rolled.ms / 100) / 10,
    nextRollUpMs: Math.round(again.ms),
    countDecisionsThemselvesMs: Math.round(bare.ms),
    ...pages,
    rollUpRows: sum?.rows ?? 0,
    faults: Math.abs((sum?.rolled ?? 0) - (sum?.stored ?? -1)),
  };
}

async function timed(work: () => Promise<unknown>): Promise<{ readonly ms: number }> {
  const startedAt = performance.now();
  await work();
  return { ms: performance.now() - startedAt };
}
