import { hashPassword } from 'better-auth/crypto';
import type pg from 'pg';
import type { QueueFilter, QueueOrder } from '../curation/contract';
import type { Role } from '../platform/roles';
import { demoAccounts, demoPassword } from './accounts';

/** The demo's accounts, by role, as better-auth reads them; an account that is there stays. */
export async function insertPeople(client: pg.PoolClient): Promise<Readonly<Record<Role, string>>> {
  const accounts = await Promise.all(
    demoAccounts.map(async (account) => ({
      ...account,
      id: crypto.randomUUID(),
      accountId: crypto.randomUUID(),
      password: await hashPassword(demoPassword),
    })),
  );
  const records = JSON.stringify(accounts);
  await client.query(
    `INSERT INTO users (id, name, email, role, email_verified, updated_at)
     SELECT id, name, email, role, true, now()
     FROM jsonb_to_recordset($1::jsonb) AS p(id text, name text, email text, role text)
     ON CONFLICT (email) DO NOTHING`,
    [records],
  );
  await client.query(
    `INSERT INTO accounts (id, user_id, account_id, provider_id, password, updated_at)
     SELECT p."accountId", u.id, u.id, 'credential', p.password, now()
     FROM jsonb_to_recordset($1::jsonb) AS p(email text, "accountId" text, password text)
     JOIN users u ON u.email = p.email
     WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.user_id = u.id)`,
    [records],
  );
  const { rows } = await client.query<{ id: string; email: string }>(
    'SELECT id, email FROM users WHERE email = ANY($1)',
    [demoAccounts.map(({ email }) => email)],
  );
  const ids = new Map(rows.map(({ id, email }) => [email, id]));
  const idOf = (role: Role): string =>
    ids.get(demoAccounts.find((account) => account.role === role)?.email ?? '') ?? 'system';
  return { admin: idOf('admin'), lead: idOf('lead'), md: idOf('md'), viewer: idOf('viewer') };
}

const queues: readonly {
  readonly name: string;
  readonly filter: QueueFilter;
  readonly order: QueueOrder;
}[] = [
  { name: '모니터 확인 대기', filter: { categoryKey: 'monitor' }, order: 'needs-first' },
  { name: '규칙에 맞지 않는 상품', filter: { onlyFlagged: true }, order: 'needs-first' },
  { name: '전체, 확신 낮은 순', filter: {}, order: 'least-confident' },
];

/** Three saved filters to begin with. */
export async function insertQueues(client: pg.PoolClient, createdBy: string): Promise<void> {
  const records = queues.map((queue) => ({ ...queue, id: crypto.randomUUID() }));
  await client.query(
    `INSERT INTO queues (id, name, filter, "order", created_by, created_at, updated_at)
     SELECT id, name, filter, "order", $2, now() + place * interval '1 millisecond', now()
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (id uuid, name text, filter jsonb, "order" text))
       WITH ORDINALITY AS q(id, name, filter, "order", place)`,
    [JSON.stringify(records), createdBy],
  );
}
