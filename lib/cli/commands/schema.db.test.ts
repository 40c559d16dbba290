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

  it.each([
    [['import']],
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
