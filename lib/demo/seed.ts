import pg from 'pg';
import { lockForTransaction, numberedLocks } from '../platform/database/locks';
import { inTransaction } from '../platform/transaction';
import { everything, queueProposals } from '../proposals/server';
import { demoProductsPerCategory, demoSeed, generateCatalogue } from './generate';
import { insertCatalogue } from './seed-catalogue';
import { insertHistory } from './seed-history';
import { insertPeople, insertQueues } from './seed-people';

export interface SeedOptions {
  readonly databaseUrl: string;
  readonly log: (line: string) => void;
}

const settingName = 'demo-seed';

/**
 * Writes the demo into a migrated database, once: invented catalogue with its history, people,
 * queues, and a run that lets the worker propose right after the first start. One transaction, so a
 * kill leaves nothing or everything; the settings row says that it is there.
 */
export async function seedDemo({ databaseUrl, log }: SeedOptions): Promise<void> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  const client = await pool.connect();
  try {
    await inTransaction(client, async () => {
      await lockForTransaction(client, numberedLocks.demoSeed);
      const { rowCount } = await client.query('SELECT 1 FROM settings WHERE name = $1', [
        settingName,
      ]);
      if (rowCount === 0) await writeDemo(client, log);
    });
  } finally {
    client.release();
    await pool.end();
  }
}

async function writeDemo(client: pg.PoolClient, log: (line: string) => void): Promise<void> {
  const catalogue = generateCatalogue({
    seed: demoSeed,
    productsPerCategory: demoProductsPerCategory,
  });
  const people = await insertPeople(client);
  await insertCatalogue(client, catalogue, people.admin);
  await insertQueues(client, people.lead);
  const committed = await insertHistory(client, catalogue, {
    korean: people.md,
    abroad: people.lead,
  });
  const queued = await queueProposals(client, {
    runId: crypto.randomUUID(),
    reason: 'manual',
    subjectId: everything,
    createdBy: people.admin,
    scope: { kind: 'all' },
  });
  await client.query('INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, now())', [
    settingName,
    JSON.stringify({ seed: demoSeed, products: queued }),
  ]);
  log(
    `demo: ${catalogue.schemas.length} categories, ${queued} products, ` +
      `${catalogue.reviews.length} customer reviews, ${committed} committed values`,
  );
}
