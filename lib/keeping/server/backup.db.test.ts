import { randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { enqueue } from '../../jobs/define-job';
import { migrateDatabase, readMigrations } from '../../platform/database/migrate';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db } from '../../platform/db';
import { forgetEnvironment } from '../../platform/env';
import { makeBackup } from '../jobs';
import { makeDueBackup } from './make-due-backup';
import { restoreBackup } from './restore-backup';
import { openBackup } from './write-archive';
import { writeBackup } from './write-backup';

const many = 1_500;
let folder: string;
let archive: string;
let opened: TestDatabase[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'avenue-keeping-'));
  archive = path.join(folder, 'backups', 'all.tar.gz');
  vi.stubEnv('BETTER_AUTH_SECRET', undefined);
  await moveTo('first');
});
afterEach(async () => {
  await closeDatabase();
  await Promise.all(opened.map((database) => database.drop()));
  opened = [];
  vi.unstubAllEnvs();
  forgetEnvironment();
  rmSync(folder, { recursive: true });
});

/** Goes on as another installation, with a database and a data folder of its own. */
async function moveTo(name: string): Promise<void> {
  await closeDatabase();
  const database = await createTestDatabase();
  opened.push(database);
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('AVENUE_DATA', path.join(folder, name));
  forgetEnvironment();
  mkdirSync(path.join(folder, name));
  mkdirSync(path.dirname(archive), { recursive: true });
}

async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function keep(name: string, content: string): void {
  const file = path.join(process.env.AVENUE_DATA!, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

const kept = (name: string) => readFileSync(path.join(process.env.AVENUE_DATA!, name), 'utf8');

/** An installation at work: texts that COPY must escape, a job, files of each kind. */
async function fillInstallation(): Promise<void> {
  const seller = await db().seller.create({ data: { name: '탭\t줄\n역슬래시\\N' } });
  const category = await db().category.create({
    data: { key: 'lamps', nameKo: '조명', nameEn: 'Lamps' },
  });
  await db().product.createMany({
    data: Array.from({ length: many }, (_, index) => ({
      sellerId: seller.id,
      externalId: `p-${index}`,
      categoryId: category.id,
      title: `아롬 스탠드 ${index} 😀 "따옴표"`,
      contentHash: randomUUID(),
    })),
  });
  await db().$transaction((tx) => enqueue(tx, makeBackup, { note: '기다리는 일' }));
  keep('models/아롬@1/model.json', '{}');
  keep('models/아롬@1/weights.bin', 'w'.repeat(3_000_000));
  keep('datasets/v1/empty.jsonl', '');
  keep('datasets/.unfinished-v2/half.jsonl', 'half');
  keep('imports/upload', '상품명\n');
  keep('imports/other.part', 'half');
  keep('auth-secret', 'the secret of the first installation');
  keep('postgresql-password', 'of this cluster alone');
}

/** All rows of all tables, to be held against another's. */
async function readEverything(): Promise<unknown> {
  const tables = await query<{ name: string }>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables
     WHERE schemaname IN ('public', 'graphile_worker')
       AND tablename NOT IN ('_prisma_migrations', 'migrations', 'audit_entries') ORDER BY 1`,
  );
  const found: Record<string, unknown> = {};
  for (const { name } of tables) {
    const [row] = await query<{ rows: number; sum: string }>(
      `SELECT count(*)::int AS rows, md5(string_agg(t::text, E'\n' ORDER BY t::text)) AS sum FROM ${name} t`,
    );
    found[name] = row;
  }
  return found;
}

const readShape = () =>
  query(
    `SELECT 'index' AS kind, indexdef AS text FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT conrelid::regclass || conname, pg_get_constraintdef(oid) FROM pg_constraint
     UNION ALL SELECT tgrelid::regclass || tgname, tgenabled::text FROM pg_trigger ORDER BY 1, 2`,
  );

describe('a backup and its restore', () => {
  it('bring back every row, file and secret, and a database that goes on counting', async () => {
    await fillInstallation();
    const [before, shape] = [await readEverything(), await readShape()];
    const written = await writeBackup('command-line', archive);
    expect(written.rows).toBeGreaterThan(2 * many);
    expect(written.files).toBe(4);
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.join(folder, 'first')).filter((name) => name[0] === '.')).toEqual([]);

    await moveTo('second');
    const restored = await restoreBackup('command-line', archive);
    expect(restored).toMatchObject({ rows: written.rows, files: written.files });
    expect(await readEverything()).toEqual(before);
    expect(normalise(await readShape())).toEqual(normalise(shape));
    expect(kept('models/아롬@1/weights.bin')).toHaveLength(3_000_000);
    expect(kept('datasets/v1/empty.jsonl')).toBe('');
    expect(kept('imports/upload')).toBe('상품명\n');
    expect(kept('auth-secret')).toBe('the secret of the first installation');
    for (const name of ['postgresql-password', 'datasets/.unfinished-v2', 'imports/other.part'])
      expect(existsSync(path.join(folder, 'second', name))).toBe(false);
    const next = await db().seller.create({ data: { name: '다음' } });
    expect(next.id).toBe(2);
    expect(await db().auditEntry.findMany({ select: { action: true } })).toEqual([
      { action: 'system.restore' },
    ]);
  });

  it('are of one moment, whatever is written and removed meanwhile', async () => {
    await fillInstallation();
    const { bytes } = openBackup();
    const pieces = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const read: Buffer[] = [(await pieces.next()).value as Buffer];
    // The first bytes are out, the table of sellers and the files are not.
    await db().seller.create({ data: { name: '나중 가게' } });
    await query('DELETE FROM products');
    rmSync(path.join(process.env.AVENUE_DATA!, 'imports'), { recursive: true });
    for (let next = await pieces.next(); !next.done; next = await pieces.next())
      read.push(next.value);
    expect(read.length).toBeGreaterThan(1);
    writeFileSync(archive, Buffer.concat(read));
    await moveTo('second');
    await restoreBackup('command-line', archive);
    expect(await db().seller.count()).toBe(1);
    expect(await db().product.count()).toBe(many);
    expect(kept('imports/upload')).toBe('상품명\n');
  });

  it('upgrade rows of an earlier schema', async () => {
    const { name: last } = readMigrations().at(-1)!;
    await query('DROP SCHEMA graphile_worker CASCADE');
    await query('DROP SCHEMA public CASCADE');
    await query('CREATE SCHEMA public');
    await migrateDatabase(process.env.DATABASE_URL!, (name) => name !== last);
    await query(`INSERT INTO sellers (name) VALUES ('오래된 가게')`);
    await writeBackup('command-line', archive);
    await moveTo('second');
    await expect(restoreBackup('command-line', archive)).rejects.toMatchObject({
      reason: 'keeping.errors.newer-database',
    });
    await query('DROP SCHEMA graphile_worker CASCADE');
    await query('DROP SCHEMA public CASCADE');
    await query('CREATE SCHEMA public');
    await restoreBackup('command-line', archive);
    expect(await query('SELECT name FROM sellers')).toEqual([{ name: '오래된 가게' }]);
    expect(await migrateDatabase(process.env.DATABASE_URL!)).toEqual([]);
  });
});

/** A constraint's own number stands in the names of its triggers. */
function normalise(shape: readonly object[]): string[] {
  return shape.map((row) => JSON.stringify(row).replace(/\d{5,}/g, 'N')).sort();
}

describe('a restore refuses', () => {
  beforeEach(async () => {
    await fillInstallation();
    await writeBackup('command-line', archive);
    await moveTo('second');
  });

  const isEmpty = async () => expect(await query('SELECT FROM sellers')).toEqual([]);
  const refuses = (reason: string) =>
    expect(restoreBackup('command-line', archive)).rejects.toMatchObject({
      reason: `keeping.errors.${reason}`,
    });

  it('what would lose or mix something', async () => {
    await query(`INSERT INTO sellers (name) VALUES ('여기 가게')`);
    await refuses('not-empty');
    await query('DELETE FROM sellers');

    const worker = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await worker.connect();
    await worker.query('SELECT pg_advisory_lock_shared(4118300)');
    await refuses('running');
    await worker.end();

    vi.stubEnv('BETTER_AUTH_SECRET', 'another secret than the first installation has');
    await refuses('other-secret');

    const { name } = readMigrations().at(-1)!;
    rewrite((text) => text.replace(name, name.replace(/^\d{4}/, '2999')));
    await refuses('newer');
    await isEmpty();
  });

  it('what is damaged, cut off, or no archive, and takes the whole one after all', async () => {
    const whole = readFileSync(archive);
    const changes = [
      (text: string) => text.replace('"따옴표', '"따온표'),
      (text: string) => text.replace('wwwwwwww', 'wwwwwwwv'),
      (text: string) => text.replace('of the first', 'of the worst'),
    ];
    for (const change of changes) {
      rewrite(change);
      await refuses('damaged');
      writeFileSync(archive, whole);
    }
    for (const share of [0.01, 0.5, 0.99]) {
      writeFileSync(archive, whole.subarray(0, Math.floor(whole.length * share)));
      await refuses('no-archive');
    }
    const tar = gunzipSync(whole);
    writeFileSync(archive, gzipSync(tar.subarray(0, tar.lastIndexOf('contents.json'))));
    await refuses('damaged');
    writeFileSync(archive, randomUUID());
    await refuses('no-archive');
    await isEmpty();
    expect(readdirSync(path.join(folder, 'second'))).toEqual([]);
    writeFileSync(archive, whole);
    await restoreBackup('command-line', archive);
    expect(await query('SELECT FROM products')).toHaveLength(many);
  });

  /** A change of as many bytes, so that the tar itself stays one. */
  function rewrite(change: (text: string) => string): void {
    const before = gunzipSync(readFileSync(archive));
    const after = Buffer.from(change(before.toString('utf8')), 'utf8');
    expect(after.equals(before)).toBe(false);
    expect(after).toHaveLength(before.length);
    writeFileSync(archive, gzipSync(after));
  }
});

describe('the timetable', () => {
  it('writes a backup when one is due, once for all workers, and keeps so many', async () => {
    expect(await makeDueBackup()).toBeNull();
    const target = path.join(folder, 'nightly');
    vi.stubEnv('AVENUE_BACKUP_FOLDER', target);
    vi.stubEnv('AVENUE_BACKUP_KEEP', '2');
    forgetEnvironment();
    const both = await Promise.all([makeDueBackup(), makeDueBackup()]);
    expect(both.filter((file) => file !== null)).toHaveLength(1);
    expect(await makeDueBackup()).toBeNull();
    for (const day of ['01', '02', '03'])
      writeFileSync(path.join(target, `avenue-202001${day}-000000.tar.gz`), '');
    writeFileSync(path.join(target, 'notes.txt'), '');
    await query(`UPDATE settings SET updated_at = now() - interval '25 hours'`);
    const file = await makeDueBackup();
    expect(readdirSync(target)).toHaveLength(3);
    expect(readdirSync(target)).toContain('notes.txt');
    expect(readdirSync(target)).toContain(path.basename(file!));
    // A clock that jumped back does not stop backups until it has caught up.
    await query(`UPDATE settings SET updated_at = now() + interval '1 year'`);
    rmSync(file!);
    expect(await makeDueBackup()).not.toBeNull();
  });
});
