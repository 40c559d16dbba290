import { parseArgs } from 'node:util';
import { answersQuery, listProducts } from '../catalogue/server';
import { db, Prisma } from '../platform/db';
import { Random } from '../statistics/seeded-random';
import { demoProductsPerCategory, demoSeed, generateCatalogue } from '../demo/generate';
import { withThrowAwayDatabase } from './throw-away-database';

const usage = 'npm run -s bench -- search [--products N] [--rounds N]';
const pageSize = 50;
const rowsPerInsert = 10_000;

/** What people type: words, initials, the other layout, model numbers, categories, signs, and what there is not. */
const queries = [
  '모니터',
  '게이밍 모니터',
  'ㅁㄴㅌ',
  'ㅅㅌㅇㄹㅅ ㅌㅂㄹ',
  'ahslxj',
  'ㅅㅌ',
  '27인치',
  'qhd 165hz',
  'usb-c',
  'bk-104729',
  'BK104729',
  '노트북',
  '영상',
  '%',
  '없는상품이름',
];

/** Finds products among many as people type; prints the time of each query and its plan. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { products: { type: 'string' }, rounds: { type: 'string' } },
  });
  const products = Number(values.products ?? 200_000);
  const rounds = Number(values.rounds ?? 20);
  if (!(products > 0 && rounds > 0)) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  return withThrowAwayDatabase(async () => {
    const insertSeconds = await insertProducts(products);
    const times = new Map<string, number[]>();
    for (let round = 0; round <= rounds; round += 1) {
      for (const q of queries) {
        const from = performance.now();
        await listProducts({ q, limit: pageSize });
        // The first round reads the tables into memory.
        if (round > 0) times.set(q, [...(times.get(q) ?? []), performance.now() - from]);
      }
    }
    for (const [q, all] of times) {
      const plan = await explain(q);
      process.stdout.write(`${q}\t${percentile(all, 0.95).toFixed(1)} ms\n${plan}\n\n`);
    }
    const p95Ms = percentile([...times.values()].flat(), 0.95);
    const figures = { bench: 'search', products, insertSeconds, p95Ms: Math.round(p95Ms) };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return 0;
  });
}

async function explain(q: string): Promise<string> {
  const lines = await db().$queryRaw<{ 'QUERY PLAN': string }[]>`
    EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF)
    SELECT p.id FROM products p WHERE ${answersQuery(Prisma.sql`p.id`, q)}
    ORDER BY p.id DESC LIMIT ${pageSize}::int`;
  return lines.map((line) => line['QUERY PLAN']).join('\n');
}

/** The demo's listings over and over, each with a model number of its own. */
async function insertProducts(count: number): Promise<number> {
  const seller = await db().seller.create({ data: { name: 'bench' } });
  const { products: listings, schemas } = generateCatalogue({
    seed: demoSeed,
    productsPerCategory: demoProductsPerCategory,
  });
  await db().category.createMany({
    data: schemas.map(({ category: { key, nameKo, nameEn } }) => ({ key, nameKo, nameEn })),
  });
  const random = new Random(demoSeed);
  const from = performance.now();
  for (let first = 0; first < count; first += rowsPerInsert) {
    const rows = Array.from({ length: Math.min(rowsPerInsert, count - first) }, (_, at) => {
      const listing = random.pick(listings);
      const number = `BK-${first + at}`;
      const { categoryKey, brand } = listing;
      return { number, title: `${listing.title} ${number}`, brand, categoryKey };
    });
    await db().$executeRaw`
      INSERT INTO products
        (seller_id, category_id, external_id, title, brand, content_hash, updated_at)
      SELECT ${seller.id}, c.id, t.number, t.title, t.brand, t.number, now()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS t(number text, title text, brand text, "categoryKey" text)
      JOIN categories c ON c.key = t."categoryKey"`;
  }
  const seconds = (performance.now() - from) / 1000;
  await db().$executeRaw`ANALYZE products, product_search`;
  return Math.round(seconds * 10) / 10;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
