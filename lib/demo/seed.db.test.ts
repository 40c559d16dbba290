import { verifyPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashContent } from '../catalogue/content-hash';
import { createTestDatabase, type TestDatabase } from '../platform/database/test-database';
import { chooseDecisions, countExclusions } from '../datasets/server/choose-decisions';
import { recipeDocument } from '../datasets/recipe';
import { closeDatabase, db, inPlainTransaction, pool } from '../platform/db';
import { readOverview } from '../queues/server';
import { demoAccounts, demoPassword } from './accounts';
import { demoProductsPerCategory, demoSeed, generateCatalogue } from './generate';
import { seedDemo } from './seed';

let database: TestDatabase;
const lines: string[] = [];
const seed = () => seedDemo({ databaseUrl: database.url, log: (line) => lines.push(line) });

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  await seed();
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const count = async (sql: string): Promise<number> => {
  const { rows } = await pool().query<{ count: number }>(`SELECT count(*)::int AS count ${sql}`);
  return rows[0]!.count;
};

describe('the demo', () => {
  it('has at least 400 Korean listings over at least 10 categories with schemas', async () => {
    const categories = await db().category.count({ where: { schemaRevision: 1 } });
    expect(categories).toBeGreaterThanOrEqual(10);
    const korean = await count(`FROM product_texts WHERE raw->>'언어' = 'ko'`);
    expect(korean).toBeGreaterThanOrEqual(400);
    expect(
      await count(
        'FROM products p WHERE NOT EXISTS (SELECT 1 FROM attributes a WHERE a.category_id = p.category_id)',
      ),
    ).toBe(0);
    expect(await db().schemaRevision.count()).toBe(categories);
  });

  it('has every leaf under its department', async () => {
    const orphans = await db().category.count({ where: { schemaRevision: 1, parentId: null } });
    expect(orphans).toBe(0);
  });

  it('hashes texts as imports do, so that importing them again changes nothing', async () => {
    const product = await db().product.findFirstOrThrow({ include: { text: true } });
    const { spec, description } = product.text!;
    expect(product.contentHash).toBe(hashContent({ title: product.title, spec, description }));
  });

  it('waits for proposals with one job', async () => {
    const products = await db().product.count();
    expect(await db().proposalTask.count({ where: { state: 'queued' } })).toBe(products);
    expect(await count(`FROM graphile_worker.jobs WHERE task_identifier = 'run-proposals'`)).toBe(
      1,
    );
    const done = await db().reviewItem.count({ where: { state: 'committed' } });
    expect(await db().reviewItem.count({ where: { state: 'waiting' } })).toBe(products - done);
  });

  it('lets its people sign in', async () => {
    for (const { email, role } of demoAccounts) {
      const user = await db().user.findUniqueOrThrow({
        where: { email },
        include: { accounts: true },
      });
      expect(user.role).toBe(role);
      const [account] = user.accounts;
      expect(account?.accountId).toBe(user.id);
      expect(await verifyPassword({ hash: account!.password!, password: demoPassword })).toBe(true);
    }
  });

  it('has committed values with their whole history', async () => {
    const values = await db().catalogueValue.findMany();
    expect(values.length).toBeGreaterThan(50);
    const broken = await count(`FROM catalogue_values v
      LEFT JOIN decisions d ON d.id = v.decision_id AND d."values" = v."values"
      LEFT JOIN catalogue_changes c ON c.commit_id = v.commit_id AND c.product_id = v.product_id
        AND c.attribute_id = v.attribute_id AND c.after->'values' = v."values"
      WHERE d.id IS NULL OR c.id IS NULL`);
    expect(broken).toBe(0);
    for (const kind of ['correct', 'added', 'absent'] as const) {
      expect(await db().decision.count({ where: { kind } }), kind).toBeGreaterThan(5);
    }
  });

  it('can be trained on as a whole: no text has changed since, and no model is unknown', async () => {
    expect(
      await count(`FROM decisions d JOIN proposals p ON p.id = d.proposal_id
        JOIN products o ON o.id = d.product_id WHERE p.content_hash <> o.content_hash`),
    ).toBe(0);
    expect(
      await count(`FROM proposals p WHERE NOT EXISTS (
        SELECT FROM model_versions m WHERE m.name = p.model_version)`),
    ).toBe(0);
    const version = await inPlainTransaction(async (client) => {
      await chooseDecisions(client, recipeDocument.parse({}), new Date());
      return countExclusions(client);
    });
    expect(version).toEqual({});
  });

  it('says of every listing what it truly says', async () => {
    const { products, gold } = generateCatalogue({
      seed: demoSeed,
      productsPerCategory: demoProductsPerCategory,
    });
    const { rows } = await pool().query<{ seller: string; id: string; key: string; held: unknown }>(
      `SELECT s.name AS seller, o.external_id AS id, a.key, d."values" AS held
       FROM decisions d JOIN products o ON o.id = d.product_id JOIN sellers s ON s.id = o.seller_id
       JOIN attributes a ON a.id = d.attribute_id
       WHERE d.kind <> 'reject'`,
    );
    const told = new Map(
      products.map(({ seller, externalId }, place) => [`${seller} ${externalId}`, gold[place]!]),
    );
    const wrong = rows.filter(({ seller, id, key, held }) => {
      const value = told.get(`${seller} ${id}`)!.attributes[key]?.value ?? [];
      return JSON.stringify(held) !== JSON.stringify([value].flat());
    });
    expect(rows.length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  it('lies on eight weeks of working days, and home tells one story', async () => {
    const [span] = await db().$queryRaw<{ days: number; days7: number; weekend: number }[]>`
      SELECT count(DISTINCT (created_at AT TIME ZONE 'Asia/Seoul')::date)::int AS days,
        count(*) FILTER (WHERE created_at > now() - interval '1 hour')::int AS days7,
        count(*) FILTER (WHERE extract(isodow FROM created_at AT TIME ZONE 'Asia/Seoul') > 5)::int
          AS weekend
      FROM decisions`;
    expect(span).toEqual({ days: 40, days7: 0, weekend: 0 });
    const overview = await readOverview(new Date());
    const landed = await count(`FROM review_items WHERE state = 'committed'`);
    expect(overview.committed).toBe(landed);
    expect(overview.committed).toBeGreaterThan(50);
    expect(overview.waiting + overview.committed).toBe(overview.products);
    const lastWeek = overview.days.map((day) => day.accepted + day.corrected + day.absent);
    expect(lastWeek.filter((decided) => decided > 0).length).toBeGreaterThanOrEqual(4);
    expect(
      await count(`FROM review_items i WHERE i.state = 'committed' AND NOT EXISTS (
        SELECT FROM catalogue_values v WHERE v.product_id = i.product_id)`),
    ).toBe(0);
  });

  it('leaves only Korean listings to its Korean reviewer', async () => {
    expect(
      await count(`FROM review_items i JOIN product_texts t ON t.product_id = i.product_id
        WHERE i.state = 'waiting' AND t.raw->>'언어' <> 'ko'`),
    ).toBe(0);
  });

  it('is written once, however often it is asked for', async () => {
    const before = await db().product.count();
    await seed();
    expect(await db().product.count()).toBe(before);
    expect(await db().proposalRun.count()).toBe(1);
    expect(lines).toHaveLength(1);
  });
});
