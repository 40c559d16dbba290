import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbedded } from './embedded';
import { migrateDatabase } from './migrate';
import { announceTemplate, givenAdminUrl, replaceDatabase, runAsAdmin } from './test-database';

interface Server {
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/** Set-up of the vitest project "db": a PostgreSQL server and a migrated template to clone. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await openServer();
  const template = `avenue_template_${randomUUID().slice(0, 8)}`;
  try {
    await runAsAdmin(server.adminUrl, `CREATE DATABASE "${template}"`);
    await migrateDatabase(replaceDatabase(server.adminUrl, template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  announceTemplate(server.adminUrl, template);
  return async () => {
    await runAsAdmin(server.adminUrl, `DROP DATABASE IF EXISTS "${template}" WITH (FORCE)`);
    await server.stop();
  };
}

/** The one of AVENUE_TEST_DATABASE_URL, else a throw-away server in a temporary folder. */
async function openServer(): Promise<Server> {
  const given = givenAdminUrl();
  if (given) return { adminUrl: given, stop: async () => undefined };
  const folder = mkdtempSync(path.join(tmpdir(), 'avenue-test-'));
  const database = await startEmbedded({ folder, log: () => undefined, isDurable: false });
  return {
    adminUrl: replaceDatabase(database.url, 'postgres'),
    async stop() {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
