import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { pack, type Pack } from 'tar-stream';
import { listAppliedMigrations } from '../../platform/database/migrate';
import { readEnvironment } from '../../platform/env';
import { inTransaction } from '../../platform/transaction';
import {
  archiveEntries,
  summarise,
  type ArchiveSummary,
  type Contents,
  type Manifest,
} from '../archive-format';
import { readAuthSecret, sha256Of } from './auth-secret';
import { HeldFiles } from './kept-files';
import { copyTarget, listSequences, listTables, type Table } from './tables';

/** A tar says how long an entry is before its bytes, and nobody knows how long a COPY will be. */
const pieceBytes = 1_000_000;

export interface OpenBackup {
  readonly bytes: Readable;
  /** What it holds, once all was read. */
  summary(): ArchiveSummary;
}

/** Starts a backup of this installation while it runs; the reader sets the pace. */
export function openBackup(): OpenBackup {
  const tar = pack();
  const bytes = createGzip({ level: constants.Z_BEST_SPEED });
  let summary: ArchiveSummary | null = null;
  const packed = pipeline(tar, bytes);
  packed.catch(() => undefined);
  writeAll(tar).then(
    (held) => {
      summary = held;
      tar.finalize();
    },
    (error: Error) => {
      tar.destroy(error);
      bytes.destroy(error);
    },
  );
  return {
    bytes,
    summary: () => {
      if (summary === null) throw new Error('The backup was not read to its end.');
      return summary;
    },
  };
}

async function writeAll(tar: Pack): Promise<ArchiveSummary> {
  const client = new pg.Client({ connectionString: readEnvironment().DATABASE_URL });
  client.on('error', () => undefined);
  const files = new HeldFiles();
  try {
    await client.connect();
    await files.take();
    return await inTransaction(client, async () => {
      // The first statement after it fixes what all the others see.
      await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const manifest = await describe(client);
      await files.take();
      return await writeParts(tar, client, manifest, files);
    });
  } finally {
    await Promise.all([client.end(), files.release()]);
  }
}

async function describe(client: pg.Client): Promise<Manifest> {
  const { rows } = await client.query<{ now: Date }>('SELECT now()');
  return {
    format: 'avenue-backup',
    version: 1,
    madeAt: rows[0]!.now.toISOString(),
    migrations: [...(await listAppliedMigrations(client))],
    tables: (await listTables(client)).map(({ name, columns }) => ({
      name,
      columns: [...columns],
    })),
  };
}

async function writeParts(
  tar: Pack,
  client: pg.Client,
  manifest: Manifest,
  files: HeldFiles,
): Promise<ArchiveSummary> {
  await addEntry(tar, archiveEntries.manifest, JSON.stringify(manifest));
  const secret = readAuthSecret();
  if (secret !== null) await addEntry(tar, archiveEntries.secret, secret);
  const held: Contents = {
    tables: [],
    sequences: [],
    files: [],
    secretSha256: secret === null ? null : sha256Of(secret),
  };
  for (const table of manifest.tables) held.tables.push(await addTable(tar, client, table));
  // Later than the snapshot: a number that is given twice is worse than one that is left out.
  held.sequences.push(...(await listSequences(client)));
  for (const { name, file } of files.list()) held.files.push(await addFile(tar, name, file));
  await addEntry(tar, archiveEntries.contents, JSON.stringify(held));
  return summarise(manifest, held);
}

async function addTable(
  tar: Pack,
  client: pg.Client,
  table: Table,
): Promise<Contents['tables'][number]> {
  const rows = client.query(copyTo(`COPY ${copyTarget(table)} TO STDOUT`));
  const hash = createHash('sha256');
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let bytes = 0;
  let pieces = 0;
  const flush = async () => {
    const piece = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    hash.update(piece);
    bytes += piece.length;
    pieces += 1;
    const name = `${archiveEntries.database}${table.name}/${String(pieces).padStart(8, '0')}`;
    await addEntry(tar, name, piece);
  };
  for await (const part of rows as AsyncIterable<Buffer>) {
    waiting.push(part);
    waitingBytes += part.length;
    if (waitingBytes >= pieceBytes) await flush();
  }
  if (waitingBytes > 0) await flush();
  return { name: table.name, rows: rows.rowCount, bytes, sha256: hash.digest('hex') };
}

async function addFile(tar: Pack, name: string, file: string): Promise<Contents['files'][number]> {
  const opened = await open(file, 'r');
  try {
    const { size } = await opened.stat();
    const hash = createHash('sha256');
    const hashed = new Transform({
      transform(piece: Buffer, _encoding, done) {
        hash.update(piece);
        done(null, piece);
      },
    });
    const header = { name: `${archiveEntries.files}${name}`, size, mode: 0o600 };
    if (size === 0) tar.entry(header, '');
    else
      await pipeline(
        opened.createReadStream({ start: 0, end: size - 1, autoClose: false }),
        hashed,
        tar.entry(header),
      );
    return { path: name, bytes: size, sha256: hash.digest('hex') };
  } finally {
    await opened.close();
  }
}

async function addEntry(tar: Pack, name: string, content: string | Buffer): Promise<void> {
  const bytes = Buffer.from(content);
  const entry = tar.entry({ name, size: bytes.length, mode: 0o600 });
  await pipeline(Readable.from([bytes]), entry);
}
