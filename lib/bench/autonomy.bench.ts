import { parseArgs } from 'node:util';
import {
  acceptDue,
  noteVerdicts,
  runAutonomyRound,
  settleStandings,
} from '../autonomy/server/worker';
import { readAutonomy, setAutonomyPolicy } from '../autonomy/server';
import { db } from '../platform/db';
import { withThrowAwayDatabase } from './throw-away-database';

const attributes = 15;
/** One product in so many was decided by people, one decision in a hundred against the model. */
const decidedEvery = 10;
const acceptForMs = 30_000;

/**
 * Autonomy on many pending proposals: judging what people decided, measuring the standings, accepting
 * what is due for half a minute, and the round after it.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { proposals: { type: 'string', default: '1000000' } },
  });
  const proposals = Number(values.proposals);
  const figures = await withThrowAwayDatabase(() => measure(Math.ceil(proposals / attributes)));
  process.stdout.write(`${JSON.stringify({ bench: 'autonomy', proposals, ...figures })}\n`);
  return figures.accepted > 0 ? 0 : 1;
}

async function measure(products: number) {
  await seed(products);
  const never = new AbortController().signal;
  const [first] = await db().attribute.findMany({ orderBy: { id: 'asc' }, take: 1 });
  const policy = { isOn: true, wantedPrecision: 0.95, delayHours: 1, auditShare: 0.05 };
  await setAutonomyPolicy({ id: 'bench' }, first!.id, policy, new Date());
  const judging = await timed(() => noteVerdicts(new Date(), never));
  const measuring = await timed(() => settleStandings(new Date()));
  const stopping = AbortSignal.timeout(acceptForMs);
  const accepting = await timed(() =>
    acceptDue({ now: new Date(), random: Math.random, signal: stopping }),
  );
  await setAutonomyPolicy({ id: 'bench' }, first!.id, { ...policy, isOn: false }, new Date());
  const next = await timed(() =>
    runAutonomyRound({ now: new Date(), random: Math.random, signal: never }),
  );
  const page = await timed(() => readAutonomy({}));
  return {
    judgedDecisions: Math.ceil(products / decidedEvery) * attributes,
    judgingMs: judging.ms,
    measuringMs: measuring.ms,
    accepted: accepting.result,
    acceptedPerSecond: Math.round((1_000 * accepting.result) / accepting.ms),
    nextRoundMs: next.ms,
    pageMs: page.ms,
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const start = performance.now();
  const result = await work();
  return { result, ms: Math.round(performance.now() - start) };
}

async function seed(products: number): Promise<void> {
  for (const statement of [
    `INSERT INTO model_versions (name, state, kind, location, hash)
     VALUES ('bench', 'production', 'onnx', 'bench', 'bench')`,
    `INSERT INTO sellers (name) VALUES ('bench')`,
    `INSERT INTO categories (key, name_ko, name_en, updated_at)
     VALUES ('bench', '분류', 'Category', now())`,
    `INSERT INTO attributes (category_id, key, name_ko, name_en, type, position)
     SELECT c.id, 'a' || n, '속성 ' || n, 'Attribute ' || n, 'text', n
     FROM categories c, generate_series(1, ${attributes}) n`,
    `INSERT INTO products (seller_id, external_id, category_id, title, content_hash, updated_at)
     SELECT s.id, n::text, c.id, 'Product ' || n, 'h', now()
     FROM generate_series(1, ${products}) n, sellers s, categories c`,
    `INSERT INTO review_items (product_id, category_id, seller_id, state, row_count, model_version)
     SELECT id, category_id, seller_id, 'ready', ${attributes}, 'bench' FROM products`,
    `INSERT INTO proposals (product_id, attribute_id, model_version, "values", confidence, surface,
       value_key, needs_review, content_hash, created_at, decision_id)
     SELECT p.id, a.id, 'bench', jsonb_build_array(jsonb_build_object('surface', v.value, 'value',
         v.value, 'evidence', NULL, 'confidence', 0.97)), 0.97, v.value, v.value, false, 'h',
       now() - interval '2 days', CASE WHEN p.id % ${decidedEvery} = 0 THEN gen_random_uuid() END
     FROM products p CROSS JOIN attributes a
     CROSS JOIN LATERAL (SELECT 'value ' || (p.id * 7 + a.id) % 500 AS value) v`,
    `INSERT INTO decisions (id, proposal_id, product_id, attribute_id, kind, values, proposed,
       model_version, reviewer_id, decided_at)
     SELECT p.decision_id, p.id, p.product_id, p.attribute_id,
       CASE WHEN p.id % 101 = 0 THEN 'correct' ELSE 'accept' END::"DecisionKind", '["x"]', '{}',
       'bench', 'bench', now()
     FROM proposals p WHERE p.decision_id IS NOT NULL`,
    'ANALYZE',
  ]) {
    await db().$executeRawUnsafe(statement);
  }
}
