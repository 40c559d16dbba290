import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../platform/database/test-database';
import { closeDatabase, db } from '../platform/db';
import { requestProposals } from '../proposals/server/request-proposals';

const attributes = 15;
const products = 4_000;
const loadMs = 300_000;
const folder = mkdtempSync(path.join(tmpdir(), 'avenue-worker-'));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  process.env.DATABASE_URL = database.url;
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function requestRun(): Promise<string> {
  const seller = await db().seller.create({ data: { name: '등불가게' } });
  const category = await db().category.create({
    data: {
      key: 'lamps',
      nameKo: '조명',
      nameEn: 'Lamps',
      schemaRevision: 1,
      attributes: {
        create: Array.from({ length: attributes }, (_, position) => ({
          key: `attribute-${position}`,
          nameKo: `속성 ${position}`,
          nameEn: `Attribute ${position}`,
          type: 'text' as const,
          position,
        })),
      },
    },
  });
  await db().product.createMany({
    data: Array.from({ length: products }, (_, index) => ({
      sellerId: seller.id,
      externalId: `p-${index}`,
      categoryId: category.id,
      title: `아롬 스탠드 램프 A${index} ${index}W 검정 알루미늄 USB-C`,
      contentHash: `hash-${index}`,
    })),
  });
  const found = await db().product.findMany({ select: { id: true } });
  const productIds = found.map((product) => product.id);
  const id = randomUUID();
  const lead = {
    id: 'lead-1',
    name: '윤서하',
    email: 'lead@avenue.example',
    role: 'lead',
  } as const;
  await requestProposals({ id, scope: { kind: 'products', productIds } }, lead);
  return id;
}

it('a worker that is told to stop in the middle of a run ends well and hands the run over', async () => {
  const id = await requestRun();
  const worker = spawn(process.execPath, ['--import', 'tsx', 'lib/launch/worker.ts'], {
    env: { ...process.env, DATABASE_URL: database.url, AVENUE_DATA: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(worker, 'exit');
  await vi.waitFor(
    async () => expect(await db().proposalTask.count({ where: { state: 'done' } })).not.toBe(0),
    { timeout: loadMs, interval: 20 },
  );
  worker.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await db().proposalTask.count({ where: { state: 'queued' } })).not.toBe(0);
  expect(await db().proposalRun.findUnique({ where: { id } })).toMatchObject({ state: 'running' });
});
