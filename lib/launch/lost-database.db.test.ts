import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../platform/database/test-database';
import { refuseLostDatabase } from './lost-database';

it('refuses an empty database beside the secret of a used one, and nothing else', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'avenue-lost-'));
  const database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    writeFileSync(path.join(folder, 'auth-secret'), 'of the database that was here');
    await refuseLostDatabase(database.url, folder);
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
    await expect(refuseLostDatabase(database.url, folder)).rejects.toThrow('its database is empty');
    rmSync(path.join(folder, 'auth-secret'));
    await refuseLostDatabase(database.url, folder);
  } finally {
    await client.end();
    await database.drop();
    rmSync(folder, { recursive: true });
  }
});
