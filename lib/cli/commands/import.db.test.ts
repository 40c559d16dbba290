import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/database/test-database';
import { closeDatabase, db, pool } from '../../platform/db';
import { command } from './import';

let database: TestDatabase;
let folder: string;
let file: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'avenue import '));
  file = path.join(folder, '상품.csv');
  writeFileSync(file, '상품코드,상품명,비고\n1,컵,유리\n2,컵 둘,도자기\n');
  vi.stubEnv('DATABASE_URL', database.url);
  vi.stubEnv('AVENUE_DATA', folder);
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await pool().query(
    `INSERT INTO categories (key, name_ko, name_en, updated_at) VALUES ('tumbler', '텀블러', 'Tumblers', now())`,
  );
});
afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await closeDatabase();
  await database.drop();
  rmSync(folder, { recursive: true });
});

describe('avenue import', () => {
  it.each([
    ['a file that is not there', ['nowhere.csv'], 'errors.not-found'],
    ['a category that is not there', ['--category', '텀블라'], 'imports.errors.category-like'],
    ['a column that is not there', ['--map', 'brand=없음'], 'imports.errors.unknown-column'],
    ['a field that is not there', ['--map', 'colour=비고'], 'errors.bad-arguments'],
    ['a mapping without a column', ['--map', 'brand='], 'errors.bad-arguments'],
    ['an encoding that is not there', ['--encoding', 'klingon'], 'errors.bad-arguments'],
    ['no seller', ['--category', 'tumbler'], 'imports.errors.missing-fields'],
  ])('says in a sentence what is wrong with %s', async (_, args, reason) => {
    const first = args[0] === 'nowhere.csv' ? [] : [file];
    const category = args.includes('--category') ? [] : ['--category', 'tumbler'];
    const seller = reason === 'imports.errors.missing-fields' ? [] : ['--seller', '가나'];
    await expect(command.run([...first, ...args, ...category, ...seller])).rejects.toMatchObject({
      name: 'AppError',
      reason,
    });
    expect(await db().import.count({ where: { state: { not: 'cancelled' } } })).toBe(0);
  });

  it('takes a category by its name, and adds a column for a field that is named again', async () => {
    const args = [file, '--seller', '가나', '--category', '텀블러'];
    const map = ['--map', 'spec=비고', '--map', 'spec=상품명'];
    expect(await command.run([...args, ...map])).toBe(0);
    expect(
      await db().product.findMany({
        orderBy: { externalId: 'asc' },
        select: { category: { select: { key: true } }, text: { select: { spec: true } } },
      }),
    ).toEqual([
      { category: { key: 'tumbler' }, text: { spec: '유리\n컵' } },
      { category: { key: 'tumbler' }, text: { spec: '도자기\n컵 둘' } },
    ]);
  });
});
