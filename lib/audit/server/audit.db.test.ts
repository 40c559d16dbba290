import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFirstAdmin } from '../../people/server';
import { writeAudit } from '../../platform/audit';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db } from '../../platform/db';
import { atRequest } from '../../platform/request-place';
import { auditEntry, auditExportQuery, auditQuery, auditRetention } from '../contract';
import { setAuditRetention, tidyAudit } from './audit-retention';
import { exportAudit } from './export-audit';
import { listAudit } from './list-audit';

const actor = { id: 'an-admin' };

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  await createFirstAdmin({ name: '김하나', email: 'a@example.com', password: 'a long password' });
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});
beforeEach(() => db().auditEntry.deleteMany());

const write = (subjectId: string, action = 'queue.save', actorId = actor.id) =>
  writeAudit(db(), { actorId, action, subjectType: 'queue', subjectId });

const subjectsOf = async (input: object) =>
  (await listAudit(auditQuery.parse(input))).entries.map(({ subjectId }) => subjectId);

async function readExport(input: object): Promise<string> {
  let text = '';
  for await (const piece of await exportAudit(actor, auditExportQuery.parse(input))) text += piece;
  return text;
}

describe('the audit trail', () => {
  it('says from where, inside a request alone', async () => {
    const headers = {
      'x-avenue-client-address': '203.0.113.7',
      'x-avenue-request-id': 'a-request',
    };
    const request = new Request('http://localhost/api/thing', { headers });
    await atRequest(request, () => write('asked'));
    await write('by a job');
    const { entries } = await listAudit(auditQuery.parse({}));
    expect(entries).toMatchObject([
      { subjectId: 'by a job', address: null, requestId: null },
      { subjectId: 'asked', address: '203.0.113.7', requestId: 'a-request' },
    ]);
  });

  it('names people, and goes on page after page without a gap', async () => {
    const { id } = (await db().user.findFirst())!;
    for (const name of ['1', '2', '3', '4', '5']) await write(name, 'queue.save', id);
    const first = await listAudit(auditQuery.parse({ limit: 2 }));
    expect(first.entries.map(({ actorName }) => actorName)).toEqual(['김하나', '김하나']);
    await write('a new one does not shift the page');
    expect(await subjectsOf({ limit: 2, cursor: first.next })).toEqual(['3', '2']);
    expect((await listAudit(auditQuery.parse({ limit: 6 }))).next).toBeNull();
  });

  it('narrows by each filter', async () => {
    await write('one', 'queue.save', 'md');
    await write('two', 'queue-like.save', 'lead');
    const at = new Date('2020-01-01T00:00:00Z');
    await db().auditEntry.updateMany({ where: { subjectId: 'one' }, data: { at } });
    expect(await subjectsOf({ kind: 'queue' })).toEqual(['one']);
    expect(await subjectsOf({ actorId: 'lead' })).toEqual(['two']);
    expect(await subjectsOf({ subjectType: 'queue', subjectId: 'two' })).toEqual(['two']);
    expect(await subjectsOf({ until: '2021-01-01T00:00:00Z' })).toEqual(['one']);
    expect(await subjectsOf({ since: '2021-01-01T00:00:00Z' })).toEqual(['two']);
    expect(await subjectsOf({ address: '203.0.113.7' })).toEqual([]);
  });

  it('refuses a cursor that no page has given', () => {
    for (const cursor of ['x', '0', '-1', '1e3', '9'.repeat(30), ''])
      expect(auditQuery.safeParse({ cursor }).success, cursor).toBe(false);
  });
});

describe('taking the trail along', () => {
  it('writes lines that say all, over more than one page, and that it was taken', async () => {
    await db().auditEntry.createMany({
      data: Array.from({ length: 1_001 }, (_, index) => ({
        actorId: 'md',
        action: 'queue.save',
        subjectType: 'queue',
        subjectId: String(index),
      })),
    });
    const lines = (await readExport({ kind: 'queue' })).trimEnd().split('\n');
    expect(new Set(lines.map((line) => auditEntry.parse(JSON.parse(line)).subjectId)).size).toBe(
      1_001,
    );
    expect(lines).toHaveLength(1_001);
    expect(await subjectsOf({ kind: 'audit' })).toEqual(['jsonl']);
  });

  it('keeps spreadsheets from running what somebody has written', async () => {
    await write('=HYPERLINK("http://evil.example")');
    const csv = await readExport({ format: 'csv', kind: 'queue' });
    expect(csv).toMatch(/^\ufeffid,at,actorId/);
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  });
});

describe('how long it is kept', () => {
  const age = (days: number, subjectId: string) =>
    db().$executeRaw`UPDATE audit_entries SET at = now() - ${days}::int * interval '1 day'
      WHERE subject_id = ${subjectId}`;

  it('is for ever unless somebody says otherwise', async () => {
    await write('old');
    await age(10_000, 'old');
    expect(await tidyAudit(new AbortController().signal)).toBe(0);
  });

  it('deletes what is older, and says so', async () => {
    await write('old');
    await write('young');
    await age(91, 'old');
    await age(89, 'young');
    await setAuditRetention(actor, { days: 90 });
    expect(await tidyAudit(new AbortController().signal)).toBe(1);
    expect(await subjectsOf({ kind: 'queue' })).toEqual(['young']);
    const { entries } = await listAudit(auditQuery.parse({ kind: 'audit' }));
    expect(entries).toMatchObject([
      { action: 'audit.tidy', actorId: 'system', detail: { days: 90, count: 1 } },
      { action: 'audit.set-retention', actorId: actor.id },
    ]);
  });

  it('is never shorter than a month', () => {
    expect(auditRetention.safeParse({ days: 29 }).success).toBe(false);
  });
});
