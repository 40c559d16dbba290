import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded } from '../platform/database/embedded';
import { migrateDatabase } from '../platform/database/migrate';
import { closeDatabase } from '../platform/db';
import { forgetEnvironment } from '../platform/env';

/**
 * Runs `work` on an installation of its own: a durable PostgreSQL and a data folder in a temporary
 * folder, both gone afterwards.
 */
export async function withThrowAwayDatabase<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'avenue-bench-'));
  try {
    const server = await startEmbedded({ folder, log: () => undefined });
    try {
      await migrateDatabase(server.url);
      process.env.DATABASE_URL = server.url;
      process.env.AVENUE_DATA = folder;
      forgetEnvironment();
      return await work(folder);
    } finally {
      await closeDatabase();
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
