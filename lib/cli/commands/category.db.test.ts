import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import * as z from 'zod';
import {
  addMonitorCategory,
  addReadyProduct,
  openReviewDatabase,
  type ReviewDatabase,
} from '../../curation/testing/review-scenario';
import { db } from '../../platform/db';
import { command } from './category';

let database: ReviewDatabase;
let written = '';

beforeAll(async () => {
  database = await openReviewDatabase();
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written = String(text);
    return true;
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await database.close();
});

it('previews a move, makes it, and takes it back', async () => {
  const monitors = await addMonitorCategory();
  await db().category.create({ data: { key: 'cups', nameKo: '컵', nameEn: 'Cups' } });
  const { productId } = await addReadyProduct(monitors, { externalId: 'p' });
  const keyNow = async () =>
    (
      await db().product.findUniqueOrThrow({
        where: { id: productId },
        include: { category: true },
      })
    ).category.key;
  const move = ['move', '--to', '컵', '--product', String(productId)];
  await command.run([...move, '--dry-run']);
  expect(JSON.parse(written)).toMatchObject({ products: 1, left: [] });
  expect(await keyNow()).toBe('monitors');
  await command.run(move);
  expect(await keyNow()).toBe('cups');
  const { moveId } = z.object({ moveId: z.string() }).parse(JSON.parse(written));
  await command.run(['undo-move', moveId]);
  expect(await keyNow()).toBe('monitors');
});

it.each([
  [['move', '--to', 'cups']],
  [['move', '--to', 'cups', '--product', 'x']],
  [['undo-move']],
  [['split']],
])('says how it is used: %j', async (args) => {
  await expect(command.run(args)).rejects.toMatchObject({ reason: 'errors.bad-arguments' });
});
