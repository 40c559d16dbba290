import { readFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import * as z from 'zod';
import { productPage } from '../lib/catalogue/product-contract';
import { catalogueProduct, reviewProduct, type ReviewRow } from '../lib/curation/contract';
import { signIn } from './support/sign-in';

// New in every run, so that it can also run against a product that has seen it before.
const externalId = `LOOP-${crypto.randomUUID().slice(0, 8)}`;
const title = `누리온 ${externalId} 27인치 QHD 165Hz 게이밍 모니터`;
const listings = [
  '상품코드,판매처,카테고리,상품명,스펙,브랜드,가격',
  `${externalId},한빛전자몰,모니터,${title},"모니터 / 27인치 / QHD(2560x1440) / 165Hz / Fast IPS / 평면 / 밝기: 350nits / 응답속도: 1ms(GTG) / 6.1kg / [단자정보] HDMI 2.1 / DP 1.4",누리온,"289,000원"`,
  `${externalId}-2,한빛전자몰,모니터,,제목이 없는 행,누리온,1000`,
].join('\n');

/** The whole loop with the real model: what a person decided is what is committed and exported. */
test('a file becomes proposals, decisions, committed values and an export, and can be taken back', async ({
  page,
}) => {
  await signIn(page, 'lead');

  const productId = await test.step('import a file', async () => {
    await page.goto('/imports');
    await page.locator('input[type=file]').setInputFiles({
      name: 'loop.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`\uFEFF${listings}`),
    });
    await page.getByRole('button', { name: '가져오기 시작' }).click();
    const results = page.getByRole('main');
    await expect(results.getByText('완료').first()).toBeVisible({ timeout: 300_000 });
    await expect(page.getByRole('region', { name: '제외된 행' })).toContainText('3');
    return findProduct(page);
  });

  await test.step('wait for the proposals of the model', async () => {
    await expect
      .poll(async () => (await readReview(page, productId)).state, { timeout: 300_000 })
      .toBe('ready');
  });

  const decided = await test.step('review by keyboard alone', async () => {
    await page.goto(`/review?product=${productId}`);
    const grid = page.getByRole('grid', { name: '속성 제안' });
    await expect(grid.locator('[aria-selected=true]')).toBeFocused();
    await focusRow(page, grid, '밝기');
    await page.keyboard.press('KeyE');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('420');
    await page.keyboard.press('Enter');
    await expect(row(grid, '밝기')).toContainText('420');
    await decideNeeds(page, grid);
    // Rows count as seen after they stood on the screen for a while; the key itself asks for no more.
    await expect(async () => {
      await page.keyboard.press('Shift+KeyA');
      await expect(page.getByText(/모두 검수함/)).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 60_000 });
    await expect(page.getByText('모두 저장됨')).toBeVisible();
    const { rows } = await readReview(page, productId);
    await page.keyboard.press('Enter');
    await expect(page.getByText('제출함').first()).toBeVisible();
    return rows.flatMap((each) => (each.decision ? [each] : []));
  });
  expect(valueOf(decided, 'brightness')).toEqual([420]);

  await test.step('the decided values land in the catalogue', async () => {
    await expect
      .poll(() => readCommitted(page, productId), { timeout: 300_000 })
      .toEqual(expectedValues(decided));
    await page.goto(`/catalogue/${productId}`);
    await expect(page.getByRole('main')).toContainText('420');
  });

  await test.step('an export holds what was decided', async () => {
    await page.goto('/exports');
    await page.getByLabel('대상').selectOption('all');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: '파일 내려받기' }).click();
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\n');
    expect(exportedAnswers(lines)).toEqual(expectedAnswers(decided));
  });

  await test.step('the commit is reverted', async () => {
    await page.goto('/commits');
    await page.getByRole('button', { name: `${title} 변경 보기` }).click();
    await page.getByRole('button', { name: /값 \d+개 되돌리기/ }).click();
    await expect.poll(() => readCommitted(page, productId)).toEqual({});
    expect((await readReview(page, productId)).state).toBe('ready');
  });
});

async function findProduct(page: Page): Promise<number> {
  const response = await page.request.get('/api/products', { params: { q: externalId } });
  const { products } = productPage.parse(await response.json());
  expect(products.map((product) => product.title)).toEqual([title]);
  return products[0]!.id;
}

async function readReview(page: Page, productId: number) {
  const response = await page.request.get(`/api/review/products/${productId}`);
  return reviewProduct.parse(await response.json());
}

/** Attribute key → committed values; absences are left out. */
async function readCommitted(page: Page, productId: number): Promise<Record<string, unknown>> {
  const response = await page.request.get(`/api/catalogue/products/${productId}`);
  if (response.status() === 404) return {};
  const { values } = catalogueProduct.parse(await response.json());
  return Object.fromEntries(
    values
      .filter((each) => each.values.length > 0)
      .map((each) => [each.attribute.key, each.values]),
  );
}

function expectedValues(rows: readonly ReviewRow[]): Record<string, unknown> {
  return Object.fromEntries(
    rows.flatMap(({ attribute, decision }) =>
      decision && decision.values.length > 0 ? [[attribute.key, decision.values]] : [],
    ),
  );
}

function valueOf(rows: readonly ReviewRow[], key: string) {
  return rows.find((each) => each.attribute.key === key)?.decision?.values;
}

/** Question and answer of every line about our product, in the order of the questions. */
function exportedAnswers(lines: readonly string[]): [string, unknown][] {
  const example = z.object({
    messages: z.array(z.object({ role: z.string(), content: z.string() })),
  });
  return lines
    .flatMap((line): [string, unknown][] => {
      const [, question, answer] = example.parse(JSON.parse(line)).messages;
      if (!question?.content.includes(title) || !answer) return [];
      const name = /^속성: (.+) \(/m.exec(question.content)?.[1] ?? '';
      return [[name, JSON.parse(answer.content)]];
    })
    .sort(([one], [other]) => one.localeCompare(other));
}

function expectedAnswers(rows: readonly ReviewRow[]): [string, unknown][] {
  return rows
    .map(({ attribute, decision }): [string, unknown] => {
      const values = decision?.values ?? [];
      const absence = values.length > 0 ? null : (decision?.absence ?? 'not-stated');
      return [attribute.nameKo, { values, absence }];
    })
    .sort(([one], [other]) => one.localeCompare(other));
}

function row(grid: Locator, name: string): Locator {
  return grid.getByRole('row').filter({ has: grid.page().getByRole('rowheader', { name }) });
}

async function focusRow(page: Page, grid: Locator, name: string): Promise<void> {
  const wanted = row(grid, name);
  const count = await grid.getByRole('row').count();
  for (let step = 0; step < count; step += 1) {
    if ((await wanted.getAttribute('aria-selected')) === 'true') return;
    await page.keyboard.press('ArrowDown');
  }
  await expect(wanted).toHaveAttribute('aria-selected', 'true');
}

/** Accepts what the model read and calls the rest not stated, until no row needs the MD. */
async function decideNeeds(page: Page, grid: Locator): Promise<void> {
  const open = grid
    .getByRole('rowgroup')
    .first()
    .getByRole('row')
    .filter({ hasText: /확인 필요|충돌/ });
  for (let left = await open.count(); left > 0; left = await open.count()) {
    await page.keyboard.press('Shift+Enter');
    const focused = grid.locator('[aria-selected=true]');
    const hasValue = (await focused.getByText('제안 없음').count()) === 0;
    await page.keyboard.press(hasValue ? 'KeyA' : 'KeyN');
    await expect(open).not.toHaveCount(left);
  }
}
