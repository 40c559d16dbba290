import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeAudit } from '../../platform/audit';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db } from '../../platform/db';
import { atRequest } from '../../platform/request-place';
import type { Actor } from '../../platform/session';
import { changePerson } from './change-person';
import { createFirstAdmin, createPerson } from './create-person';
import { listPeople } from './list-people';
import { removePerson } from './remove-person';

let database: TestDatabase;
let admin: Actor;
let mdId: string;

const md = { name: '이두리', email: 'duri@example.com', password: 'a long password' };

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
  await createFirstAdmin({ name: '김하나', email: 'a@example.com', password: 'a long password' });
  const { id, name, email } = (await db().user.findFirst())!;
  admin = { id, name, email, role: 'admin' };
  mdId = (await createPerson(admin, { ...md, role: 'md' })).id;
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

async function leaveTraces(): Promise<void> {
  await changePerson(admin, mdId, { name: '이두리' });
  const expiresAt = new Date(Date.now() + 60_000);
  await db().session.create({
    data: { id: 's', userId: mdId, token: 't', expiresAt, ipAddress: '203.0.113.7' },
  });
  const headers = { 'x-avenue-client-address': '203.0.113.7', 'x-avenue-request-id': 'r' };
  await atRequest(new Request('http://localhost/', { headers }), () =>
    writeAudit(db(), {
      actorId: mdId,
      action: 'product.submit',
      subjectType: 'product',
      subjectId: '1',
    }),
  );
}

it('does not remove whoever asks, or who is not there', async () => {
  await expect(removePerson(admin, admin.id)).rejects.toMatchObject({ code: 'conflict' });
  await expect(removePerson(admin, 'nobody')).rejects.toMatchObject({ code: 'not-found' });
  expect(await db().user.count({ where: { removedAt: { not: null } } })).toBe(0);
});

it('leaves what a person did under a pseudonym, and nothing else of them in any table', async () => {
  await leaveTraces();
  await removePerson(admin, mdId);
  const rows = await dumpEverything();
  expect(rows.filter((row) => /이두리|duri@|203\.0\.113\.7/.test(row))).toEqual([]);
  const trail = await db().auditEntry.findMany({ where: { actorId: mdId } });
  expect(trail).toMatchObject([{ action: 'product.submit', subjectId: '1', address: null }]);
  expect(await db().user.findUnique({ where: { id: mdId } })).toMatchObject({
    name: expect.stringMatching(/^#[0-9a-f]{8}$/),
    banned: true,
  });
  expect((await listPeople()).map(({ id }) => id)).toEqual([admin.id]);
});

it('is not taken back by a change, and frees the address', async () => {
  const back = changePerson(admin, mdId, { isBlocked: false });
  await expect(back).rejects.toMatchObject({ code: 'not-found' });
  expect((await createPerson(admin, { ...md, role: 'md' })).id).not.toBe(mdId);
});

/** Every row of every table as text. */
async function dumpEverything(): Promise<readonly string[]> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`;
  const dumps = await Promise.all(
    tables.map(({ name }) =>
      db().$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`),
    ),
  );
  return dumps.flat().map(({ row }) => row);
}
