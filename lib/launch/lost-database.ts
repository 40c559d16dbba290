import { existsSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

/**
 * Refuses an empty database beside the secret of one that was used: whoever came first would be made
 * the admin of it, and what the lost one holds would be thought gone.
 * @throws Error that says where the database may be
 */
export async function refuseLostDatabase(url: string, dataFolder: string): Promise<void> {
  const secret = path.join(dataFolder, 'auth-secret');
  if (!existsSync(secret) || !(await isUnused(url))) return;
  throw new Error(
    `${secret} is there, so this data folder was used, but its database is empty. ` +
      'Was it started with another DATABASE_URL, or as another user? Start it as before, bring a ' +
      'backup back ("npm run -s avenue -- restore --from FILE"), or remove that file to begin anew.',
  );
}

async function isUnused(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ isUnused: boolean }>(
      `SELECT to_regclass('public._prisma_migrations') IS NULL AS "isUnused"`,
    );
    return rows[0]?.isUnused ?? true;
  } finally {
    await client.end();
  }
}
