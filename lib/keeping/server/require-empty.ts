import type pg from 'pg';
import { listAppliedMigrations, readMigrations } from '../../platform/database/migrate';
import { AppError } from '../../platform/errors';
import type { Manifest } from '../archive-format';
import { listTables, quoteName } from './tables';

/** @throws AppError `conflict` for a backup whose schema this Avenue does not know. */
export function requireKnownSchema({ migrations }: Manifest): void {
  const known = new Map(readMigrations().map(({ name, checksum }) => [name, checksum]));
  const unknown = migrations.filter(({ name, checksum }) => known.get(name) !== checksum);
  if (unknown.length === 0) return;
  const names = unknown.map(({ name }) => name).join(', ');
  throw new AppError('conflict', 'keeping.errors.newer', { names });
}

/**
 * A restore adds to nothing and replaces nothing: what is there may be all that somebody has.
 * @throws AppError `conflict` for a database that holds rows, is another product's, or has a newer
 * schema than the backup
 */
export async function requireEmpty(client: pg.Client, manifest: Manifest): Promise<void> {
  const tables = (await listTables(client)).filter(({ name }) => name.startsWith('public.'));
  const { rows } = await client.query<{ exists: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS exists`,
  );
  const isOurs = rows[0]?.exists ?? false;
  if (!isOurs && tables.length > 0) throw new AppError('conflict', 'keeping.errors.not-empty');
  if (!isOurs) return;
  const wanted = new Set(manifest.migrations.map(({ name }) => name));
  const applied = await listAppliedMigrations(client);
  if (applied.some(({ name }) => !wanted.has(name)))
    throw new AppError('conflict', 'keeping.errors.newer-database');
  // A start without people notes in the settings that it was one.
  for (const { name } of tables.filter((table) => table.name !== 'public.settings')) {
    const { rowCount } = await client.query(`SELECT FROM ${quoteName(name)} LIMIT 1`);
    if (rowCount !== 0) throw new AppError('conflict', 'keeping.errors.not-empty');
  }
}
