import { verifyPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashContent } from '../catalogue/content-hash';
import { createTestDatabase, type TestDatabase } from '../platform/database/test-database';
import { closeDatabase, db, pool } from '../platform/db';
import { demoAccounts, demoPassword } from './accounts';
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
    expect(await db().reviewItem.count({ where: { state: 'waiting' } })).toBe(products);
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
    expect(await db().decision.count({ where: { kind: 'correct' } })).toBeGreaterThan(5);
  });

  it('is written once, however often it is asked for', async () => {
    const before = await db().product.count();
    await seed();
    expect(await db().product.count()).toBe(before);
    expect(await db().proposalRun.count()).toBe(1);
    expect(lines).toHaveLength(1);
  });
});
