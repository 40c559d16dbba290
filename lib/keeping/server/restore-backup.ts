import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import pg from 'pg';
import { writeAudit } from '../../platform/audit';
import { numberedLocks, tryAdvisoryLock } from '../../platform/database/locks';
import { migrateDatabase } from '../../platform/database/migrate';
import { db } from '../../platform/db';
import { dataFolder, readEnvironment } from '../../platform/env';
import { pipeToFile } from '../../platform/pipe-to-file';
import { AppError } from '../../platform/errors';
import { inTransaction } from '../../platform/transaction';
import {
  archiveEntries,
  contents,
  keptFolders,
  summarise,
  type ArchiveSummary,
  type Contents,
  type Manifest,
} from '../archive-format';
import { authSecretFile, sha256Of } from './auth-secret';
import { DatabaseFill } from './fill-database';
import { damaged, readAll, readArchive, readManifest, readText } from './read-archive';
import { requireEmpty, requireKnownSchema } from './require-empty';

/**
 * Restores a backup to this installation, whose database must be empty. All is checked against the
 * archive's own description before the database keeps any of it: a kill or a damaged archive leaves
 * an installation without rows, to which it can be restored again.
 * @throws AppError `invalid` for an archive that is none, damaged or not whole; `conflict` when it is
 * a newer Avenue's, when the database holds something or is in use, or with another secret
 */
export async function restoreBackup(actorId: string, file: string): Promise<ArchiveSummary> {
  const manifest = await readManifest(file);
  requireKnownSchema(manifest);
  const url = readEnvironment().DATABASE_URL;
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const staging = path.join(dataFolder(), `.restore-${randomUUID()}`);
  try {
    // Every worker shares this lock while it lives, and waits for it when it begins.
    if (!(await tryAdvisoryLock(client, numberedLocks.workerPresence)))
      throw new AppError('conflict', 'keeping.errors.running');
    await requireEmpty(client, manifest);
    const wanted = new Set(manifest.migrations.map(({ name }) => name));
    await migrateDatabase(url, (name) => wanted.has(name));
    await mkdir(staging, { mode: 0o700 });
    const summary = await inTransaction(client, () => fill(client, manifest, file, staging));
    await client.query('ANALYZE');
    // What is newer than the backup comes last, as an update of the program would bring it.
    await migrateDatabase(url);
    await noteRestore(actorId, file, summary);
    return summary;
  } finally {
    await Promise.all([client.end(), rm(staging, { recursive: true, force: true })]);
  }
}

async function noteRestore(actorId: string, file: string, summary: ArchiveSummary): Promise<void> {
  await writeAudit(db(), {
    actorId,
    action: 'system.restore',
    subjectType: 'backup',
    subjectId: path.basename(file),
    detail: { ...summary },
  });
}

async function fill(
  client: pg.Client,
  manifest: Manifest,
  file: string,
  staging: string,
): Promise<ArchiveSummary> {
  const rows = await DatabaseFill.begin(client, manifest);
  const files: Contents['files'] = [];
  let secret: string | null = null;
  let held: Contents | null = null;
  try {
    await readArchive(file, async (name, bytes) => {
      if (held !== null) throw damaged(name);
      if (name.startsWith(archiveEntries.files)) {
        files.push(await storeFile(staging, name.slice(archiveEntries.files.length), bytes));
        return;
      }
      const content = await readAll(bytes);
      if (name.startsWith(archiveEntries.database))
        await rows.write(name.split('/')[1] ?? '', content);
      else if (name === archiveEntries.secret) secret = content.toString('utf8');
      else if (name === archiveEntries.contents) held = readText(contents, name, content);
      else if (name !== archiveEntries.manifest) throw damaged(name);
    });
    const whole = requireWhole(held, files, secret);
    await rows.end(whole);
    await moveFiles(staging);
    if (secret !== null) await keepSecret(secret);
    return summarise(manifest, whole);
  } catch (error) {
    await rows.abandon();
    throw error;
  }
}

/** @throws AppError `invalid` when the archive ends early, or its files are not those it tells of. */
function requireWhole(
  held: Contents | null,
  files: Contents['files'],
  secret: string | null,
): Contents {
  if (held === null) throw damaged(archiveEntries.contents);
  const found = new Map(files.map((each) => [each.path, each]));
  for (const { path: name, sha256, bytes } of held.files) {
    const there = found.get(name);
    if (there?.sha256 !== sha256 || there.bytes !== bytes) throw damaged(name);
  }
  if (files.length !== held.files.length) throw damaged(archiveEntries.files);
  const secretHash = secret === null ? null : sha256Of(secret);
  if (secretHash !== held.secretSha256) throw damaged(archiveEntries.secret);
  return held;
}

async function storeFile(
  staging: string,
  name: string,
  bytes: Readable,
): Promise<Contents['files'][number]> {
  const parts = name.split('/');
  const isInside =
    parts.length > 1 &&
    (keptFolders as readonly string[]).includes(parts[0]!) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part));
  if (!isInside) throw damaged(name);
  const target = path.join(staging, ...parts);
  mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let size = 0;
  const measured = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      size += piece.length;
      done(null, piece);
    },
  });
  await pipeToFile([bytes, measured], target, { mode: 0o600, flags: 'wx', flush: true });
  return { path: name, bytes: size, sha256: hash.digest('hex') };
}

/** Whole models, versions and uploads take the place of what a restore that was killed left. */
async function moveFiles(staging: string): Promise<void> {
  for (const root of await readdir(staging)) {
    for (const name of await readdir(path.join(staging, root))) {
      const target = path.join(dataFolder(root), name);
      await rm(target, { recursive: true, force: true });
      await rename(path.join(staging, root, name), target);
    }
  }
}

/** @throws AppError `conflict` when this installation is told to use another, which opens nothing here. */
async function keepSecret(secret: string): Promise<void> {
  const given = process.env.BETTER_AUTH_SECRET;
  if (given && given !== secret) throw new AppError('conflict', 'keeping.errors.other-secret');
  const file = authSecretFile();
  await writeFile(`${file}.new`, secret, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}
