import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import { inTransaction } from '../transaction';
import { holdAdvisoryLock } from './locks';

const folder = path.join(import.meta.dirname, '..', '..', '..', 'prisma', 'migrations');
/** The advisory lock of `prisma migrate deploy`: both may run at once. */
const prismaLock = 72_707_369;

const historyTable = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Brings a database up to date: prisma/migrations in order, with the history that Prisma keeps, then
 * the job queue's own tables. Each migration is one transaction together with its history row, so a
 * kill leaves it whole or absent.
 * @param isWanted of the migrations' names, those to apply; all of them when it is not given
 * @returns the names of the migrations that were applied.
 * @throws Error when an applied migration was edited since, Prisma left one half-applied, or a newer
 * Avenue has applied one that this one does not know.
 */
export async function migrateDatabase(
  url: string,
  isWanted: (name: string) => boolean = () => true,
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await holdAdvisoryLock(client, prismaLock);
    await client.query(historyTable);
    const applied = await applyPending(client, readMigrations(), isWanted);
    await migrateJobQueue(url);
    return applied;
  } finally {
    await client.end();
  }
}

/** The migrations that a database has been through, as its own history names them. */
export async function listAppliedMigrations(
  client: pg.ClientBase,
): Promise<readonly { readonly name: string; readonly checksum: string }[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL ORDER BY migration_name`,
  );
  return rows;
}

/** The migrations that this Avenue knows, in order. */
export function readMigrations(): readonly Migration[] {
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, file: path.join(folder, name, 'migration.sql') }))
    .filter(({ file }) => existsSync(file))
    .map(({ name, file }) => {
      const sql = readFileSync(file, 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

async function applyPending(
  client: pg.Client,
  migrations: readonly Migration[],
  isWanted: (name: string) => boolean,
): Promise<readonly string[]> {
  const { rows } = await client.query<{
    migration_name: string;
    checksum: string;
    finished_at: Date | null;
  }>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const history = new Map(rows.map((row) => [row.migration_name, row]));
  refuseNewer(history.keys(), migrations);
  const applied: string[] = [];
  for (const migration of migrations.filter(({ name }) => isWanted(name))) {
    const known = history.get(migration.name);
    if (!known) {
      await applyMigration(client, migration);
      applied.push(migration.name);
    } else if (known.finished_at === null) {
      throw new Error(
        `The migration ${migration.name} was begun and not finished. Mend the database, then run ` +
          `"npx prisma migrate resolve --rolled-back ${migration.name}".`,
      );
    } else if (known.checksum !== migration.checksum) {
      throw new Error(
        `The migration ${migration.name} was edited after it was applied here. ` +
          'Restore its file, or start with an empty database.',
      );
    }
  }
  return applied;
}

/** @throws Error when a newer Avenue has been here: this one would write what that one does not expect. */
function refuseNewer(applied: Iterable<string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new Error(
    `The database was used by a newer Avenue (this one does not know ${unknown.join(', ')}). ` +
      'Start that version again, or restore a backup that this one made.',
  );
}

async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await inTransaction(client, async () => {
      await client.query(migration.sql);
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, clock_timestamp(), 1)`,
        [randomUUID(), migration.checksum, migration.name],
      );
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The migration ${migration.name} failed: ${reason}`, { cause: error });
  }
}

async function migrateJobQueue(url: string): Promise<void> {
  const quiet = new Logger(() => () => undefined);
  await runMigrations({ connectionString: url, logger: quiet });
}
