import { createHash, type Hash } from 'node:crypto';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import type { Contents, Manifest } from '../archive-format';
import { damaged } from './read-archive';
import { copyTarget, listTables, quoteName, type Table } from './tables';

interface Filling {
  readonly table: string;
  readonly copy: CopyStreamQuery;
  /** Settles when the copy is over; a failure is thrown where the next piece is written. */
  readonly ended: Promise<void>;
  readonly hash: Hash;
  bytes: number;
  isOver: boolean;
}

/** What keeps rows in order one by one costs more than putting all in order at the end. */
interface PutAside {
  readonly drop: string;
  readonly make: string;
}

/**
 * Fills an empty database, whose schema is the backup's, inside the open transaction of `client`.
 * Needs no superuser: the owner takes foreign keys and indexes away and makes them again, and making
 * them checks every row.
 */
export class DatabaseFill {
  private readonly tables: ReadonlyMap<string, Table>;
  private readonly written: Contents['tables'] = [];
  private filling: Filling | null = null;

  private constructor(
    private readonly client: pg.Client,
    manifest: Manifest,
    private readonly aside: readonly PutAside[],
    private readonly triggered: readonly string[],
  ) {
    this.tables = new Map(manifest.tables.map((table) => [table.name, table]));
  }

  static async begin(client: pg.Client, manifest: Manifest): Promise<DatabaseFill> {
    const there = new Map((await listTables(client)).map((table) => [table.name, table]));
    for (const { name, columns } of manifest.tables) {
      const target = there.get(name);
      if (!target || columns.some((column) => !target.columns.includes(column)))
        throw damaged(name);
    }
    const names = [...there.keys()];
    const aside = [...(await listForeignKeys(client)), ...(await listIndexes(client))];
    for (const { drop } of aside) await client.query(drop);
    for (const name of names)
      await client.query(`ALTER TABLE ${quoteName(name)} DISABLE TRIGGER USER`);
    await client.query(`TRUNCATE ${names.map(quoteName).join(', ')}`);
    return new DatabaseFill(client, manifest, aside, names);
  }

  /** The next piece of a table's rows; the pieces of one table come one after another. */
  async write(name: string, piece: Buffer): Promise<void> {
    const filling = this.filling?.table === name ? this.filling : await this.open(name);
    filling.hash.update(piece);
    filling.bytes += piece.length;
    const written = new Promise<void>((resolve, reject) => {
      filling.copy.write(piece, (error) => (error ? reject(error) : resolve()));
    });
    await Promise.race([written, filling.ended]);
  }

  /** @throws AppError `invalid` when the rows are not those that `held` tells of. */
  async end(held: Contents): Promise<void> {
    await this.close();
    for (const table of held.tables.filter(({ rows }) => rows > 0)) {
      const found = this.written.find(({ name }) => name === table.name);
      const isWhole =
        found?.rows === table.rows && found.bytes === table.bytes && found.sha256 === table.sha256;
      if (!isWhole) throw damaged(table.name);
    }
    for (const { name, lastValue } of held.sequences)
      await this.client.query('SELECT setval($1::regclass, $2::bigint)', [
        quoteName(name),
        lastValue,
      ]);
    for (const { make } of this.aside.toReversed()) await this.client.query(make);
    for (const name of this.triggered)
      await this.client.query(`ALTER TABLE ${quoteName(name)} ENABLE TRIGGER USER`);
  }

  /** Ends a copy that a failure has left open, so that the connection can roll back. */
  async abandon(): Promise<void> {
    const { filling } = this;
    this.filling = null;
    if (filling === null || filling.isOver) return;
    filling.copy.destroy();
    await filling.ended.catch(() => undefined);
  }

  private async open(name: string): Promise<Filling> {
    await this.close();
    const table = this.tables.get(name);
    if (!table || this.written.some((each) => each.name === name)) throw damaged(name);
    const copy = this.client.query(copyFrom(`COPY ${copyTarget(table)} FROM STDIN`));
    const ended = finished(copy);
    const filling = {
      table: name,
      copy,
      ended,
      hash: createHash('sha256'),
      bytes: 0,
      isOver: false,
    };
    const end = () => {
      filling.isOver = true;
    };
    ended.then(end, end);
    this.filling = filling;
    return filling;
  }

  private async close(): Promise<void> {
    if (this.filling === null) return;
    const { table, copy, ended, hash, bytes } = this.filling;
    copy.end();
    await ended;
    this.filling = null;
    this.written.push({ name: table, rows: copy.rowCount, bytes, sha256: hash.digest('hex') });
  }
}

async function listForeignKeys(client: pg.Client): Promise<readonly PutAside[]> {
  const { rows } = await client.query<PutAside>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname) AS drop,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname,
         pg_get_constraintdef(c.oid)) AS make
     FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
     WHERE c.contype = 'f' AND n.nspname IN ('public', 'graphile_worker')`,
  );
  return rows;
}

/** Those that no constraint is made of. */
async function listIndexes(client: pg.Client): Promise<readonly PutAside[]> {
  const { rows } = await client.query<PutAside>(
    `SELECT format('DROP INDEX %s', i.indexrelid::regclass) AS drop,
       pg_get_indexdef(i.indexrelid) AS make
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND NOT i.indisprimary
       AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid)`,
  );
  return rows;
}
