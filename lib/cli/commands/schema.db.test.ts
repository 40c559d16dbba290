import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db } from '../../platform/db';
import { commandActorId } from '../command';
import { command } from './schema';

const document = {
  category: { key: 'lamps', nameKo: '조명', nameEn: 'Lamps', path: ['lights'] },
  attributes: [{ key: 'power', nameKo: '소비전력', nameEn: 'Power', type: 'number', unit: 'W' }],
};

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'avenue schema '));
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('AVENUE_DATA', folder);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await closeDatabase();
  await database.drop();
  rmSync(folder, { recursive: true });
});

describe('avenue schema', () => {
  it('imports a document, says on the audit trail who did, and exports the same schema', async () => {
    const given = path.join(folder, 'given.json');
    const written = path.join(folder, 'written.json');
    writeFileSync(given, JSON.stringify([document]));
    expect(await command.run(['import', given])).toBe(0);
    expect(await command.run(['export', '--out', written, '--category', 'lamps'])).toBe(0);
    expect(JSON.parse(readFileSync(written, 'utf8'))).toMatchObject([document]);
    const entries = await db().auditEntry.findMany();
    expect(new Set(entries.map(({ actorId }) => actorId))).toEqual(new Set([commandActorId]));
  });

  it('drafts what the listings say behind the schema there is, to be edited and imported', async () => {
    const given = path.join(folder, 'begun.json');
    const written = path.join(folder, 'drafted.json');
    writeFileSync(given, JSON.stringify([document]));
    await command.run(['import', given]);
    const { id: categoryId } = await db().category.findUniqueOrThrow({ where: { key: 'lamps' } });
    const { id: sellerId } = await db().seller.create({ data: { name: '가나조명' } });
    for (let number = 1; number <= 40; number += 1) {
      await db().product.create({
        data: {
          sellerId,
          categoryId,
          externalId: String(number),
          title: `조명 ${number}`,
          contentHash: String(number),
          text: {
            create: {
              spec: `색온도: ${number % 2 ? 3000 : 6500}K / 전구색: ${number % 2 ? '주광' : '전구'}`,
            },
          },
        },
      });
    }
    expect(await command.run(['draft', '--category', '조명', '--out', written])).toBe(0);
    const [drafted] = JSON.parse(readFileSync(written, 'utf8')) as [typeof document];
    expect(drafted.attributes.map(({ nameKo }) => nameKo)).toEqual(
      expect.arrayContaining(['소비전력', '색온도']),
    );
    expect(await command.run(['import', written])).toBe(0);
  });

  it.each([
    [['import']],
    [['draft', '--out', 'a.json']],
    [['draft', '--category', 'lamps']],
    [['export']],
    [['export', '--out']],
    [['import', 'a.json', '--colour', 'red']],
  ])('refuses %j with its usage', async (args) => {
    await expect(command.run(args)).rejects.toMatchObject({
      reason: 'errors.bad-arguments',
      params: { usage: command.usage },
    });
  });
});
