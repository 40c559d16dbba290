import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db, pool } from '../../platform/db';
import { importMapping } from '../column-mapping';
import type { StartImportInput } from '../contract';
import { hashContent } from '../../catalogue/content-hash';
import {
  decideWithdrawals,
  findUnfinishedImport,
  listImports,
  listRejects,
  previewImport,
  readImport,
  receiveUpload,
  restoreOffers,
  runImportRows,
  startImport,
  steerImport,
  withdrawOffers,
  writeRejectsCsv,
} from './index';
import { handle } from './run-import.job';

let database: TestDatabase;
const dataFolder = mkdtempSync(path.join(tmpdir(), 'avenue-imports-'));
const actorId = 'lead-1';

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  process.env.AVENUE_DATA = dataFolder;
  process.env.AVENUE_UPLOAD_LIMIT_MB = '2';
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
  rmSync(dataFolder, { recursive: true, force: true });
});
beforeEach(async () => {
  rmSync(path.join(dataFolder, 'imports'), { recursive: true, force: true });
  await pool().query(`TRUNCATE products, sellers, categories, imports, proposal_runs, audit_entries,
    graphile_worker._private_jobs RESTART IDENTITY CASCADE`);
  await pool().query(`
    INSERT INTO categories (key, name_ko, name_en, updated_at) VALUES
      ('monitor', '모니터', 'Monitors', now()), ('cable', '케이블', 'Cables', now());
    INSERT INTO attributes (category_id, key, name_ko, name_en, type, position)
      SELECT id, 'size', '화면크기', 'Screen size', 'number', 0 FROM categories WHERE key = 'monitor'`);
});

const columns = {
  externalId: 'id',
  seller: 'seller',
  category: 'category',
  title: 'title',
  spec: 'spec',
  price: 'price',
};

async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}

async function upload(content: string | Uint8Array, fileName = 'a.csv'): Promise<string> {
  return receiveUpload({ id: crypto.randomUUID(), content: bytesOf(content), fileName, actorId });
}

async function start(
  content: string | Uint8Array,
  mapping: StartImportInput = { columns },
): Promise<string> {
  const id = await upload(content);
  await startImport(id, mapping, actorId);
  return id;
}

const whole = (batchRows = 1_000) => ({ signal: new AbortController().signal, batchRows });

async function run(content: string | Uint8Array, mapping?: StartImportInput, batchRows?: number) {
  const id = await start(content, mapping);
  const end = await runImportRows(id, whole(batchRows));
  return { id, end, counts: await countsOf(id) };
}

async function countsOf(id: string) {
  const found = await readImport(id, 'ko');
  return [
    found.rowsSettled,
    found.rowsInserted,
    found.rowsUpdated,
    found.rowsUnchanged,
    found.rowsRejected,
  ];
}

async function query<R extends object>(text: string): Promise<R[]> {
  return (await pool().query<R>(text)).rows;
}

const header = 'id,seller,category,title,spec,price,note\n';
const line = (id: number, rest: { title?: string; category?: string; price?: string } = {}) =>
  `${id},가나상사,${rest.category ?? '모니터'},${rest.title ?? `모니터 ${id}`},27인치 / IPS,${rest.price ?? '1000원'},메모\n`;
const manyLines = (count: number): string =>
  Array.from({ length: count }, (_, index) => line(index + 1)).join('');

describe('settling an import', () => {
  it('makes products with their texts, and waits for proposals where a schema asks for them', async () => {
    const { id, end, counts } = await run(header + line(1) + line(2, { category: '케이블' }));
    expect(end).toBe('done');
    expect(counts).toEqual([2, 2, 0, 0, 0]);
    const products = await query(`
      SELECT p.external_id, s.name, c.key, p.title, p.price::int, p.currency, t.spec, t.raw,
        r.state, r.price::int AS review_price, p.content_hash
      FROM products p JOIN sellers s ON s.id = p.seller_id JOIN categories c ON c.id = p.category_id
      JOIN product_texts t ON t.product_id = p.id JOIN review_items r ON r.product_id = p.id
      ORDER BY p.external_id`);
    expect(products).toHaveLength(2);
    expect(products[0]).toEqual({
      external_id: '1',
      name: '가나상사',
      key: 'monitor',
      title: '모니터 1',
      price: 1000,
      currency: 'KRW',
      spec: '27인치 / IPS',
      raw: { note: '메모' },
      state: 'waiting',
      review_price: 1000,
      content_hash: hashContent({ title: '모니터 1', spec: '27인치 / IPS', description: '' }),
    });
    expect(await query('SELECT reason, subject_id, total FROM proposal_runs')).toEqual([
      { reason: 'import', subject_id: id, total: 1 },
    ]);
    expect(
      await query(
        'SELECT p.external_id FROM proposal_tasks t JOIN products p ON p.id = t.product_id',
      ),
    ).toEqual([{ external_id: '1' }]);
    expect(await query('SELECT action FROM audit_entries ORDER BY id')).toEqual([
      { action: 'import.upload' },
      { action: 'import.start' },
      { action: 'import.finish' },
    ]);
    expect(readdirSync(path.join(dataFolder, 'imports'))).toEqual([]);
  });

  it('changes nothing when the same file comes again', async () => {
    await run(header + manyLines(25));
    const before = await query('SELECT id, updated_at, import_id FROM products ORDER BY id');
    const { counts, id } = await run(header + manyLines(25));
    expect(counts).toEqual([25, 0, 0, 25, 0]);
    expect(await query('SELECT id, updated_at, import_id FROM products ORDER BY id')).toEqual(
      before,
    );
    expect(await query(`SELECT 1 FROM proposal_runs WHERE subject_id = '${id}'`)).toEqual([]);
  });

  it('sends a reviewed product back when its text changes, and not when its price does', async () => {
    await run(header + line(1) + line(2) + line(3));
    await pool().query(`UPDATE review_items SET state = 'committed', lease_user_id = 'md-1',
      lease_token = gen_random_uuid(), former_tokens = ARRAY[gen_random_uuid()],
      lease_until = now() + interval '5 minutes', needs_count = 3`);
    const { counts, id } = await run(
      header + line(1, { title: '새 이름' }) + line(2, { price: '900' }) + line(3),
    );
    expect(counts).toEqual([3, 0, 2, 1, 0]);
    expect(
      await query(`
        SELECT p.external_id AS id, r.state, r.lease_user_id AS lease, r.needs_count AS needs,
          r.price::int
        FROM review_items r JOIN products p ON p.id = r.product_id ORDER BY 1`),
    ).toEqual([
      { id: '1', state: 'waiting', lease: null, needs: 0, price: 1000 },
      { id: '2', state: 'committed', lease: 'md-1', needs: 3, price: 900 },
      { id: '3', state: 'committed', lease: 'md-1', needs: 3, price: 1000 },
    ]);
    expect(await query(`SELECT total FROM proposal_runs WHERE subject_id = '${id}'`)).toEqual([
      { total: 1 },
    ]);
  });

  const places = () =>
    query(`SELECT p.external_id AS id, c.key, p.seller_category AS words
      FROM products p JOIN categories c ON c.id = p.category_id ORDER BY p.external_id`);

  it('keeps a product where it is when a later file names another category, and remembers that', async () => {
    await run(header + line(1, { category: 'cable' }));
    const other = header + line(1, { category: 'monitor' });
    expect((await run(other)).counts).toEqual([1, 0, 1, 0, 0]);
    expect(await places()).toEqual([{ id: '1', key: 'cable', words: 'monitor' }]);
    expect(
      await query(`SELECT f.key FROM products p JOIN categories f ON f.id = p.file_category_id`),
    ).toEqual([{ key: 'monitor' }]);
    expect(await query('SELECT count(*)::int AS tasks FROM proposal_tasks')).toEqual([
      { tasks: 0 },
    ]);
    expect((await run(other)).counts).toEqual([1, 0, 0, 1, 0]);
  });

  it('takes products without a category, which wait for one, and gives it when a file names it', async () => {
    const bare = 'id,seller,title\n1,가나상사,모니터 1\n2,가나상사,케이블 2\n';
    const without = { columns: { externalId: 'id', seller: 'seller', title: 'title' } };
    expect((await run(bare, without)).counts).toEqual([2, 2, 0, 0, 0]);
    expect(await places()).toEqual([
      { id: '1', key: 'uncategorised', words: null },
      { id: '2', key: 'uncategorised', words: null },
    ]);
    expect(
      await query(`SELECT DISTINCT r.state, c.name_ko FROM review_items r
        JOIN categories c ON c.id = r.category_id`),
    ).toEqual([{ state: 'waiting', name_ko: '미분류' }]);
    expect(await query('SELECT FROM proposal_tasks')).toEqual([]);
    expect((await run(bare, without)).counts).toEqual([2, 0, 0, 2, 0]);

    await run(header + line(1) + line(2, { category: '' }));
    expect(await places()).toEqual([
      { id: '1', key: 'monitor', words: '모니터' },
      { id: '2', key: 'uncategorised', words: null },
    ]);
    expect(await query('SELECT count(*)::int AS n FROM proposal_tasks')).toEqual([{ n: 1 }]);
    // A file without categories says nothing against the one that a product has.
    expect((await run(bare, without)).counts[4]).toBe(0);
    expect((await places())[0]).toMatchObject({ key: 'monitor' });
  });

  it('holds rows of unknown, doubled and inner categories for a person when it is told to', async () => {
    await pool().query(`
      INSERT INTO categories (key, name_ko, name_en, updated_at) VALUES
        ('cable-2', '케이블', 'Leads', now()), ('home', '가전', 'Home', now());
      INSERT INTO categories (key, parent_id, name_ko, name_en, updated_at)
        SELECT 'tv', id, 'TV', 'TVs', now() FROM categories WHERE key = 'home'`);
    const words = ['모니타', '케이블', '가전', '모니터', '미분류'];
    const file = header + words.map((category, at) => line(at, { category })).join('');
    expect((await run(file)).counts).toEqual([5, 2, 0, 0, 3]);
    const held = await run(file, { columns, holdUnknownCategories: true });
    expect(held.counts).toEqual([5, 3, 0, 2, 0]);
    expect(await places()).toEqual(
      words.map((each, at) => ({
        id: String(at),
        key: each === '모니터' ? 'monitor' : 'uncategorised',
        words: each,
      })),
    );
    const id = await upload(header + line(9, { category: '모니타' }));
    const asked = JSON.stringify({ columns, holdUnknownCategories: true });
    expect((await previewImport(id, asked, 'ko')).rows[0]?.product).toMatchObject({
      isUncategorised: true,
      nearest: ['모니터 (monitor)'],
    });
  });

  it('keeps what the file has no column for', async () => {
    await run(header + line(1));
    const { counts } = await run(
      'id,seller,category,title,price\n1,가나상사,모니터,모니터 1,2000\n',
      {
        columns: {
          externalId: 'id',
          seller: 'seller',
          category: 'category',
          title: 'title',
          price: 'price',
        },
      },
    );
    expect(counts).toEqual([1, 0, 1, 0, 0]);
    expect(
      await query(
        'SELECT p.price::int, t.spec FROM products p JOIN product_texts t ON t.product_id = p.id',
      ),
    ).toEqual([{ price: 2000, spec: '27인치 / IPS' }]);
  });

  it('lets the last row of a product win, and counts alike wherever batches are cut', async () => {
    const file =
      header +
      line(1) +
      line(2) +
      line(1) +
      line(1, { title: '둘째' }) +
      line(2) +
      line(1, { title: '셋째' }) +
      line(3, { title: '' });
    for (const batchRows of [1, 2, 3, 100]) {
      await pool().query('TRUNCATE products, sellers, imports, proposal_runs CASCADE');
      const { counts } = await run(file, undefined, batchRows);
      expect(counts).toEqual([7, 2, 2, 2, 1]);
      expect(await query('SELECT title FROM products ORDER BY external_id')).toEqual([
        { title: '셋째' },
        { title: '모니터 2' },
      ]);
      expect(await query('SELECT total FROM proposal_runs')).toEqual([{ total: 2 }]);
    }
  });

  it('makes unknown categories when it is told to, and rejects their rows when not', async () => {
    const file =
      header + line(1, { category: '가전 > 무선청소기' }) + line(2, { category: '모니타' });
    const strict = await run(file);
    expect(strict.counts).toEqual([2, 0, 0, 0, 2]);
    const { rejects } = await listRejects(strict.id, { after: 0, limit: 10 }, 'en');
    expect(rejects.map(({ code }) => code)).toEqual(['unknown-category', 'unknown-category-near']);
    expect(rejects[1]?.reason).toBe('Unknown category: 모니타. Similar ones: 모니터 (monitor)');

    const making = await run(file, { columns, createCategories: true });
    expect(making.counts).toEqual([2, 2, 0, 0, 0]);
    expect(
      await query(`SELECT c.key, p.key AS parent FROM categories c
        LEFT JOIN categories p ON p.id = c.parent_id WHERE c.id > 2 ORDER BY c.id`),
    ).toEqual([
      { key: 'gajeon', parent: null },
      { key: 'museoncheongsogi', parent: 'gajeon' },
      { key: 'monita', parent: null },
    ]);
  });

  it('takes turns with another import of the same products', async () => {
    const files = [header + manyLines(60), header + manyLines(60)];
    const ids = await Promise.all(files.map((file) => start(file)));
    const ends = await Promise.all(ids.map((id) => runImportRows(id, whole(7))));
    expect(ends).toEqual(['done', 'done']);
    const counts = await Promise.all(ids.map(countsOf));
    expect(counts[0]![1]! + counts[1]![1]!).toBe(60);
    expect(counts[0]![3]! + counts[1]![3]!).toBe(60);
  });
});

describe('an import that is interrupted', () => {
  it('goes on behind the last settled row with exact counts when the worker stops', async () => {
    const id = await start(header + manyLines(50) + line(51, { title: ' ' }));
    const stopping = new AbortController();
    const end = await runImportRows(id, {
      signal: stopping.signal,
      batchRows: 10,
      onProgress: ({ rowsSettled }) => {
        if (rowsSettled >= 20) stopping.abort();
      },
    });
    expect(end).toBe('handed-over');
    const settled = (await countsOf(id))[0]!;
    expect(settled).toBeGreaterThanOrEqual(20);
    expect(settled).toBeLessThan(50);
    expect((await readImport(id, 'ko')).isStalled).toBe(true);
    expect(await runImportRows(id, whole(10))).toBe('done');
    expect(await countsOf(id)).toEqual([51, 50, 0, 0, 1]);
    expect(await query('SELECT count(*)::int AS n FROM products')).toEqual([{ n: 50 }]);
    expect(await query('SELECT total FROM proposal_runs')).toEqual([{ total: 50 }]);
  });

  it('loses and doubles nothing when its connection is cut in the middle of a batch', async () => {
    const id = await start(header + manyLines(200));
    let ended: Promise<unknown> = Promise.resolve();
    const cut = runImportRows(id, {
      signal: new AbortController().signal,
      batchRows: 1,
      onProgress: ({ rowsSettled }) => {
        if (rowsSettled !== 20) return;
        // Waits for the process to be gone: until then it holds the import's lock.
        ended = pool().query(`SELECT pg_terminate_backend(pid, 60000) FROM pg_locks
          JOIN pg_database d ON d.oid = database AND d.datname = current_database()
          WHERE locktype = 'advisory' AND classid = 4118301`);
      },
    });
    await expect(cut).rejects.toThrow();
    await ended;
    const [settled] = await countsOf(id);
    expect(await query('SELECT count(*)::int AS n FROM products')).toEqual([{ n: settled }]);
    expect(await runImportRows(id, whole(10))).toBe('done');
    expect(await countsOf(id)).toEqual([200, 200, 0, 0, 0]);
  });

  it('stops between batches when somebody pauses it, goes on when resumed, ends when cancelled', async () => {
    const id = await start(header + manyLines(300));
    const pausing = { done: Promise.resolve() };
    const end = await runImportRows(id, {
      signal: new AbortController().signal,
      batchRows: 1,
      onProgress: ({ rowsSettled }) => {
        if (rowsSettled === 5) pausing.done = steerImport(id, 'pause', actorId);
      },
    });
    await pausing.done;
    expect(end).toBe('stopped');
    const paused = await readImport(id, 'ko');
    expect(paused.state).toBe('paused');
    expect(paused.rowsSettled).toBeLessThan(300);
    await expect(steerImport(id, 'pause', actorId)).rejects.toMatchObject({ code: 'conflict' });

    await steerImport(id, 'resume', actorId);
    expect(await runImportRows(id, whole())).toBe('done');
    expect(await countsOf(id)).toEqual([300, 300, 0, 0, 0]);
    await expect(steerImport(id, 'cancel', actorId)).rejects.toMatchObject({ code: 'conflict' });

    const other = await start(header + manyLines(3));
    await steerImport(other, 'cancel', actorId);
    expect(await runImportRows(other, whole())).toBe('stopped');
    expect(readdirSync(path.join(dataFolder, 'imports'))).toEqual([]);
  });

  it('is worked on by one process at a time', async () => {
    const id = await start(header + manyLines(20));
    const seconds: Promise<string>[] = [];
    const first = await runImportRows(id, {
      signal: new AbortController().signal,
      batchRows: 10,
      onProgress: ({ rowsSettled }) => {
        if (rowsSettled === 10) seconds.push(runImportRows(id, whole()));
      },
    });
    expect(first).toBe('done');
    expect(['busy', 'stopped']).toContain(await seconds[0]);
    expect(await countsOf(id)).toEqual([20, 20, 0, 0, 0]);
  });

  it('hands its job back without costing an attempt', async () => {
    const id = await start(header + manyLines(5));
    await pool().query('DELETE FROM graphile_worker._private_jobs');
    const context = { signal: AbortSignal.abort(), helpers: undefined as never };
    await handle({ importId: id }, context);
    expect(await query('SELECT key, attempts FROM graphile_worker.jobs')).toEqual([
      { key: `run-import:${id}`, attempts: 0 },
    ]);
  });

  it('is found again by the same bytes and mapping', async () => {
    const file = header + manyLines(20);
    const first = await start(file);
    await runImportRows(first, {
      signal: AbortSignal.abort(),
      batchRows: 5,
    });
    const second = await upload(file);
    const mapping = importMapping.parse({ columns });
    expect(await findUnfinishedImport(second, mapping)).toBe(first);
    expect(await findUnfinishedImport(second, { ...mapping, seller: '다른' })).toBeNull();
    await runImportRows(first, whole());
    expect(await findUnfinishedImport(second, mapping)).toBeNull();
  });
});

describe('rows that are not taken', () => {
  it('are kept with number and reason, and written as CSV that runs no formula', async () => {
    const { id, counts } = await run(
      `${header}1,가나상사,모니터,,=HYPERLINK("x"),1,n\n2,가나상사\n3,=가나,없음,이름,,1,n\n`,
    );
    expect(counts).toEqual([3, 0, 0, 0, 3]);
    const page = await listRejects(id, { after: 0, limit: 2 }, 'ko');
    expect(page.rejects.map(({ rowNumber, code }) => [rowNumber, code])).toEqual([
      [2, 'missing-title'],
      [3, 'missing-title'],
    ]);
    expect(page.nextAfter).toBe(3);
    let text = '';
    for await (const piece of writeRejectsCsv(id, 'ko')) text += piece;
    const [first, , , last] = text.split('\r\n');
    expect(first).toBe(`\uFEFF${header.trim()},제외된 행,제외 이유,제외된 원본`);
    expect(last).toMatch(/^3,'=가나,없음,이름,,1,n,4,"모르는 카테고리: 없음/);
    let english = '';
    for await (const piece of writeRejectsCsv(id, 'en')) english += piece;
    expect(english).toContain('The title is empty (column title)');
  });

  it('come back as a file that is mended and imported as it is', async () => {
    const { id, counts } = await run(
      `${header}1,=가나,모니터,"27인치 모니터,,1,n\n2,가나상사,모니터,,a|b,1,n\n3,가나상사,모니터,이름,,1,n,,넘침\n`,
    );
    expect(counts).toEqual([3, 0, 0, 0, 3]);
    let text = '';
    for await (const piece of writeRejectsCsv(id, 'ko')) text += piece;
    const mended = text.replace('모니터,,a|b', '모니터,이름,a|b').replace('"""27인치', '"27인치');
    const second = await upload(mended);
    const { mapping } = await previewImport(second, undefined, 'ko');
    await startImport(second, mapping, actorId);
    await runImportRows(second, whole());
    expect(await countsOf(second)).toEqual([3, 3, 0, 0, 0]);
    expect(
      await query(`SELECT p.external_id, s.name, p.title, t.raw FROM products p
        JOIN sellers s ON s.id = p.seller_id JOIN product_texts t ON t.product_id = p.id ORDER BY 1`),
    ).toEqual([
      { external_id: '1', name: '=가나', title: '27인치 모니터', raw: { note: 'n' } },
      { external_id: '2', name: '가나상사', title: '이름', raw: { note: 'n' } },
      { external_id: '3', name: '가나상사', title: '이름', raw: { note: 'n' } },
    ]);
  });

  it('stop an import that has nothing else, at the most that is kept', async () => {
    const { id, end, counts } = await run(
      `${header}${'x,s,m,,,,\n'.repeat(101_000)}`,
      undefined,
      20_000,
    );
    expect(end).toBe('failed');
    expect(counts).toEqual([100_000, 0, 0, 0, 100_000]);
    expect((await readImport(id, 'ko')).error).toContain('100000');
    expect(await query('SELECT count(*)::int AS n FROM import_rejects')).toEqual([{ n: 100_000 }]);
  });

  it('do not stop the rest when they hold what PostgreSQL cannot store', async () => {
    const bad = [
      '{"id":1,"title":"a\\u0000b"}',
      '{"id":2,"title":"a\\ud800b"}',
      '{"id":3,"x":["\\u0000"],"title":"c"}',
    ];
    const { id, counts } = await run([...bad, '{"id":4,"title":"끝"}'].join('\n'), {
      columns: { externalId: 'id', title: 'title' },
      seller: '가나상사',
      categoryKey: 'cable',
    });
    expect(counts).toEqual([4, 1, 0, 0, 3]);
    const { rejects } = await listRejects(id, { after: 0, limit: 10 }, 'ko');
    expect(rejects.map(({ code }) => code)).toEqual([
      'control-character',
      'broken-encoding',
      'control-character',
    ]);
  });

  it('end the import where the file itself breaks off, with the rows before taken', async () => {
    const products = Array.from({ length: 300 }, (_, at) => `{"id":${at},"title":"이름 ${at}"}`);
    const { id, end, counts } = await run(`[${products.join(',\n')},\n{"id":300,`, {
      columns: { externalId: 'id', title: 'title' },
      seller: '가나상사',
      categoryKey: 'cable',
    });
    expect(end).toBe('failed');
    expect(counts).toEqual([300, 300, 0, 0, 0]);
    const failed = await readImport(id, 'ko');
    expect(failed.state).toBe('failed');
    expect(failed.error).toContain('301번째 상품에서 끊겼습니다');
    await steerImport(id, 'resume', actorId);
    expect(await runImportRows(id, whole())).toBe('failed');
    expect(await countsOf(id)).toEqual([300, 300, 0, 0, 0]);
  });
});

describe('rows that are taken without a cell', () => {
  it('are counted and kept with what was left out', async () => {
    const { id, counts } = await run(header + line(1, { price: '가격문의' }) + line(2));
    expect(counts).toEqual([2, 2, 0, 0, 0]);
    expect((await readImport(id, 'ko')).rowsWarned).toBe(1);
    const { rejects } = await listRejects(id, { after: 0, limit: 10 }, 'ko');
    expect(rejects).toMatchObject([{ rowNumber: 2, code: 'bad-price', isWarning: true }]);
    let text = '';
    for await (const piece of writeRejectsCsv(id, 'ko')) text += piece;
    expect(text.split('\r\n')).toHaveLength(2);
  });
});

describe('a feed that takes products back', () => {
  const feed = (...rows: readonly string[]) =>
    `id,seller,category,title,class\n${rows.map((row) => `${row}\n`).join('')}`;
  const mapping: StartImportInput = {
    columns: {
      externalId: 'id',
      seller: 'seller',
      category: 'category',
      title: 'title',
      status: 'class',
    },
  };
  const state = () =>
    query(`SELECT p.external_id AS id, p.withdrawn_at IS NOT NULL AS gone, r.state
      FROM products p LEFT JOIN review_items r ON r.product_id = p.id ORDER BY 1`);

  it('withdraws them from the queue, and has them read anew when they return', async () => {
    await run(feed('1,가나,모니터,하나,I', '2,가나,모니터,둘,I'), mapping);
    const gone = await run(feed('1,가나,,,D', '2,가나,모니터,둘,U', '9,가나,,,D'), mapping);
    expect(gone.counts).toEqual([3, 0, 1, 2, 0]);
    expect(await state()).toEqual([
      { id: '1', gone: true, state: null },
      { id: '2', gone: false, state: 'waiting' },
    ]);
    const again = await run(feed('1,가나,,,D'), mapping);
    expect(again.counts).toEqual([1, 0, 0, 1, 0]);
    const back = await run(feed('1,가나,모니터,하나,U'), mapping);
    expect(back.counts).toEqual([1, 0, 1, 0, 0]);
    expect(await state()).toMatchObject([{ id: '1', gone: false, state: 'waiting' }, {}]);
    expect(await query(`SELECT total FROM proposal_runs WHERE subject_id = '${back.id}'`)).toEqual([
      { total: 1 },
    ]);
  });
});

describe('uploading', () => {
  it('guesses format and mapping, and shows what the rows would become', async () => {
    const id = await upload(
      gzipSync(header + line(1) + line(2, { category: '없는 것' })),
      'list.xlsx',
    );
    const found = await readImport(id, 'ko');
    expect(found).toMatchObject({
      fileName: 'list.xlsx',
      state: 'uploaded',
      format: { kind: 'delimited', compression: 'gzip', encoding: 'utf-8', delimiter: ',' },
      mapping: { columns },
    });
    const preview = await previewImport(id, undefined, 'ko');
    expect(preview.columns).toEqual(['id', 'seller', 'category', 'title', 'spec', 'price', 'note']);
    expect(preview.missing).toEqual([]);
    expect(preview.rows[0]).toMatchObject({
      rowNumber: 2,
      reason: null,
      product: { externalId: '1', category: '모니터', isNewCategory: false, price: '1000' },
    });
    expect(preview.rows[1]).toMatchObject({
      product: null,
      reason: '모르는 카테고리: 없는 것. 카테고리를 먼저 만들거나 "새 카테고리 만들기"를 켜기',
    });
    const creating = JSON.stringify({ columns, createCategories: true });
    expect((await previewImport(id, creating, 'ko')).rows[1]?.product).toMatchObject({
      isNewCategory: true,
    });
  });

  it.each([
    ['nothing', '', 'imports.errors.empty'],
    ['only blanks', ' \n\n', 'imports.errors.empty'],
    ['column names alone', 'id,title\n', 'imports.errors.no-rows'],
    [
      'a ZIP named .csv',
      Buffer.from('504b0506000000000000000000000000000000000000', 'hex'),
      'imports.errors.zip',
    ],
    ['half a ZIP', Buffer.from('PK\u0003\u0004half'), 'imports.errors.damaged-archive'],
    [
      'half a gzip',
      gzipSync(header + manyLines(500)).subarray(0, 400),
      'imports.errors.damaged-archive',
    ],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'imports.errors.old-office'],
    ['a JSON document without products', '{\n"a":[1]}', 'imports.errors.json-no-list'],
    ['JSON arrays', '["id"]\n["1"]', 'imports.errors.json-arrays'],
    ['a web page', '<html><table><tr></tr></table></html>', 'imports.errors.html'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'imports.errors.binary'],
    ['a gzip bomb', gzipSync(Buffer.alloc(160_000_000)), 'imports.errors.binary'],
    ['more than the limit', Buffer.alloc(2 * 1024 * 1024 + 1, 'x'), 'imports.errors.too-large'],
  ])('refuses %s and leaves nothing behind', async (_, content, reason) => {
    await expect(upload(content)).rejects.toMatchObject({ reason });
    expect(await query('SELECT 1 FROM imports')).toEqual([]);
    expect(readdirSync(path.join(dataFolder, 'imports'))).toEqual([]);
  });

  it('asks for an encoding that it does not know, and reads by the one that is chosen', async () => {
    const text = Buffer.from(
      'id,seller,category,title\n1,Caf\xe9 r\xe9gal,cable,Cr\xe8me\n',
      'latin1',
    );
    const id = await upload(text);
    expect((await previewImport(id, undefined, 'ko')).missing).toEqual(['encoding']);
    await expect(
      startImport(id, (await readImport(id, 'ko')).mapping, actorId),
    ).rejects.toMatchObject({ reason: 'imports.errors.encoding-unknown' });
    const { mapping } = await readImport(id, 'ko');
    const chosen = { ...mapping, reading: { encoding: 'windows-1252' as const } };
    const preview = await previewImport(id, JSON.stringify(chosen), 'ko');
    expect(preview.missing).toEqual([]);
    expect(preview.rows[0]?.product).toMatchObject({ seller: 'Café régal', title: 'Crème' });
    await startImport(id, chosen, actorId);
    await runImportRows(id, whole());
    expect(await query('SELECT title FROM products')).toEqual([{ title: 'Crème' }]);
  });

  it('remembers how a file with the same columns was read, and keeps names composed', async () => {
    const file = 'a,b,c\n1,이름,x\n';
    const mapping: StartImportInput = {
      columns: { externalId: 'a', title: 'b' },
      seller: '가나상사',
      categoryKey: 'cable',
    };
    await runImportRows(await start(file, mapping), whole());
    const again = await upload(file, '상품.csv'.normalize('NFD'));
    expect(await readImport(again, 'ko')).toMatchObject({ fileName: '상품.csv', mapping });
    expect((await readImport(await upload('a,c,b\n1,2,3\n'), 'ko')).mapping.seller).toBeNull();
  });

  it('does not start with a field missing, an unknown column or category, or twice', async () => {
    const id = await upload(header + line(1));
    const without = (mapping: StartImportInput) => startImport(id, mapping, actorId);
    await expect(without({ columns: { externalId: 'id' } })).rejects.toMatchObject({
      reason: 'imports.errors.missing-fields',
    });
    await expect(without({ columns: { ...columns, brand: 'x' } })).rejects.toMatchObject({
      reason: 'imports.errors.unknown-column',
    });
    await expect(without({ columns, categoryKey: 'none' })).rejects.toMatchObject({
      reason: 'imports.errors.unknown-category',
    });
    await without({ columns });
    expect(await query('SELECT key FROM graphile_worker.jobs')).toEqual([
      { key: `run-import:${id}` },
    ]);
    await expect(without({ columns })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('lists imports a page at a time, newest first', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.unshift(await upload(header + line(1)));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listImports({ cursor, limit: 2 }, 'ko');
      seen.push(...page.imports.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(ids);
    await db().import.deleteMany();
  });
});

describe('offers that are taken back', () => {
  const fullFeed: StartImportInput = { columns, isFullFeed: true };
  const offered = async (): Promise<readonly string[]> =>
    (
      await query<{ external_id: string }>(
        'SELECT external_id FROM products WHERE withdrawn_at IS NULL ORDER BY external_id::int',
      )
    ).map(({ external_id: id }) => id);

  it('are those that a full feed leaves out, of the sellers that it names', async () => {
    await run(header + manyLines(4));
    await run(`${header}9,다라상사,모니터,다른 곳의 모니터,,1000원,\n`);
    const { id } = await run(header + line(1) + line(3), fullFeed, 1);
    expect(await offered()).toEqual(['1', '3', '9']);
    const found = await readImport(id, 'ko');
    expect([found.offersWithdrawn, found.heldWithdrawals]).toEqual([2, null]);
    expect(
      await query(
        'SELECT product_id FROM review_items r JOIN products p ON p.id = r.product_id WHERE p.withdrawn_at IS NOT NULL',
      ),
    ).toEqual([]);
    expect(await query('SELECT * FROM import_sightings')).toEqual([]);
  });

  it('come back with the file that names them again', async () => {
    await run(header + manyLines(2));
    await run(header + line(1), fullFeed);
    expect(await offered()).toEqual(['1']);
    await run(header + manyLines(2), fullFeed);
    expect(await offered()).toEqual(['1', '2']);
  });

  it('are none for a file that does not say it is everything', async () => {
    await run(header + manyLines(3));
    await run(header + line(1));
    expect(await offered()).toEqual(['1', '2', '3']);
  });

  it('wait for a person when rows were rejected, and stay on sale when that person says so', async () => {
    await run(header + manyLines(3));
    const { id } = await run(header + line(1) + line(2, { category: '없는 분류' }), fullFeed);
    expect((await readImport(id, 'ko')).heldWithdrawals).toEqual({
      count: 2,
      reason: 'rejected-rows',
    });
    expect(await offered()).toEqual(['1', '2', '3']);
    await decideWithdrawals(id, 'keep', actorId);
    expect(await offered()).toEqual(['1', '2', '3']);
    await expect(decideWithdrawals(id, 'withdraw', actorId)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('wait for a person when more than half would go, and go when that person says so', async () => {
    await run(header + manyLines(30));
    const { id } = await run(header + line(1), fullFeed);
    expect((await readImport(id, 'ko')).heldWithdrawals).toEqual({ count: 29, reason: 'too-many' });
    await decideWithdrawals(id, 'withdraw', actorId);
    expect(await offered()).toEqual(['1']);
    const after = await readImport(id, 'ko');
    expect([after.offersWithdrawn, after.heldWithdrawals]).toEqual([29, null]);
    expect(
      await query(`SELECT action, detail FROM audit_entries WHERE action LIKE '%left-out'`),
    ).toEqual([{ action: 'import.withdraw-left-out', detail: { held: 29 } }]);
  });

  it('are never remembered as a wish for the next file with these columns', async () => {
    await run(header + line(1), fullFeed);
    const next = await upload(header + line(2));
    expect((await readImport(next, 'ko')).mapping.isFullFeed).toBe(false);
  });

  it('leave and come back by name as well, once each, and are asked about anew', async () => {
    await run(header + manyLines(2));
    const selection = { seller: '가나상사', externalIds: ['2', 'none'] };
    expect(await withdrawOffers(selection, actorId)).toEqual({ changed: 1 });
    expect(await withdrawOffers(selection, actorId)).toEqual({ changed: 0 });
    expect(await offered()).toEqual(['1']);
    await query('DELETE FROM proposal_tasks');
    expect(await restoreOffers(selection, actorId)).toEqual({ changed: 1 });
    expect(await restoreOffers(selection, actorId)).toEqual({ changed: 0 });
    expect(await offered()).toEqual(['1', '2']);
    expect(await query('SELECT count(*)::int AS tasks FROM proposal_tasks')).toEqual([
      { tasks: 1 },
    ]);
    expect(
      await query(`SELECT action FROM audit_entries WHERE subject_type = 'product' ORDER BY id`),
    ).toEqual([{ action: 'product.withdraw' }, { action: 'product.restore' }]);
  });
});
