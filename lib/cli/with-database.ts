import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import * as z from 'zod';
import { migrateDatabase } from '../platform/database/migrate';
import { startEmbedded } from '../platform/database/embedded';
import { closeDatabase } from '../platform/db';
import { lockFolder } from '../launch/folder-lock';
import { refuseLostDatabase } from '../launch/lost-database';
import { readStartSettings } from '../launch/settings';

const portRecord = z.object({ port: z.number().int().min(1).max(65_535) });

/**
 * Runs a command's work with the database of this installation: DATABASE_URL; else the embedded
 * server that `npm start` runs on the data folder; else that server, started for the command and
 * stopped after it.
 * @throws Error that says why there is no database.
 */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  const { databaseUrl, dataFolder } = readStartSettings(process.env);
  process.env.AVENUE_DATA = dataFolder;
  if (databaseUrl !== null) return workOn(databaseUrl, dataFolder, work);
  const running = readRunningUrl(dataFolder);
  if (running !== null && (await answers(running))) return workOn(running, dataFolder, work);

  return withLockedFolder(dataFolder, () =>
    withEmbedded(dataFolder, (url) => workOn(url, dataFolder, work)),
  );
}

/**
 * Runs work with the database of an installation that does not run, and with that database as it is.
 * @throws Error when Avenue runs on the data folder.
 */
export async function withIdleDatabase<T>(work: () => Promise<T>): Promise<T> {
  const { databaseUrl, dataFolder } = readStartSettings(process.env);
  process.env.AVENUE_DATA = dataFolder;
  return withLockedFolder(dataFolder, () =>
    databaseUrl === null
      ? withEmbedded(dataFolder, (url) => workAsItIs(url, work))
      : workAsItIs(databaseUrl, work),
  );
}

async function withLockedFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const lock = await lockFolder(folder, say);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function withEmbedded<T>(folder: string, work: (url: string) => Promise<T>): Promise<T> {
  const server = await startEmbedded({ folder, log: say });
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

async function workOn<T>(url: string, folder: string, work: () => Promise<T>): Promise<T> {
  await refuseLostDatabase(url, folder);
  await migrateDatabase(url);
  return workAsItIs(url, work);
}

async function workAsItIs<T>(url: string, work: () => Promise<T>): Promise<T> {
  process.env.DATABASE_URL = url;
  try {
    return await work();
  } finally {
    await closeDatabase();
  }
}

function readRunningUrl(folder: string): string | null {
  const portFile = path.join(folder, 'postgresql.json');
  const passwordFile = path.join(folder, 'postgresql-password');
  if (!existsSync(portFile) || !existsSync(passwordFile)) return null;
  const { port } = portRecord.parse(JSON.parse(readFileSync(portFile, 'utf8')));
  const password = readFileSync(passwordFile, 'utf8').trim();
  return `postgresql://avenue:${password}@127.0.0.1:${port}/avenue`;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
