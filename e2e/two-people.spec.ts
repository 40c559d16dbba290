import { expect, test, type Browser, type Page } from '@playwright/test';
import { reviewProduct, type ReviewProduct } from '../lib/curation/contract';
import { claimResult } from '../lib/desk/contract';
import type { Role } from '../lib/platform/roles';
import { signIn } from './support/sign-in';
import { rowsOf } from './support/work-rows';

test('two people at once get different products, and one who lost a product is told so', async ({
  page: mdPage,
  browser,
}) => {
  await signIn(mdPage, 'md');
  const leadPage = await openFor(browser, 'lead');
  const [mine, theirs] = await Promise.all([openReview(mdPage), openReview(leadPage)]);
  const heldByMd = new Set(mine.map(({ productId }) => productId));
  expect(theirs.filter(({ productId }) => heldByMd.has(productId))).toEqual([]);

  const product = mine[0]!;
  await leadPage.goto(`/review?product=${product.productId}`);
  await expect(leadPage.getByText('오다온', { exact: false })).toBeVisible();

  await test.step('the lease is over, and the lead takes the product', async () => {
    const tokens = mine.flatMap(({ lease }) => (lease ? [lease.token] : []));
    await mdPage.request.post('/api/review/leases/release', { data: { tokens } });
    await leadPage.reload();
    await expect(rowsOf(leadPage, product)).toBeVisible();
  });

  await test.step('what the MD still decides is kept, shown and given up', async () => {
    await mdPage.keyboard.press('KeyR');
    const alert = mdPage.getByRole('alert').filter({ hasText: '점유' });
    await expect(alert).toBeVisible();
    await expect(mdPage.locator('[data-saved=conflict]')).toBeVisible();
    await alert.getByRole('button').first().click();
    await expect(alert).toBeVisible();
    await alert.getByRole('button').last().click();
    await expect(alert).toHaveCount(0);
    await expect(mdPage.locator('[data-saved=saved]')).toBeVisible();
  });
  expect((await read(leadPage, product)).rows.every(({ decision }) => decision === null)).toBe(
    product.rows.every(({ decision }) => decision === null),
  );
  await leadPage.context().close();
});

test('two windows that decide one row differently are settled by the person', async ({ page }) => {
  await signIn(page, 'md');
  const [product] = await openReview(page);
  if (!product) throw new Error('The queue is empty');
  await page.goto(`/review?product=${product.productId}`);
  await expect(rowsOf(page, product)).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(`/review?product=${product.productId}`);
  await expect(rowsOf(other, product)).toBeVisible();
  const focused = page.getByRole('grid').locator('[aria-selected=true]');
  const proposalId = Number(await focused.getAttribute('data-row'));

  await page.bringToFront();
  await page.keyboard.press('KeyR');
  await expect(page.getByText('모두 저장됨')).toBeVisible();
  await other.bringToFront();
  await expect(other.getByRole('grid').locator('[aria-selected=true]')).toHaveAttribute(
    'data-row',
    String(proposalId),
  );
  await other.keyboard.press('KeyN');
  const dialog = other.getByRole('dialog');
  await expect(dialog).toContainText('표기 없음');
  await expect(dialog).toContainText('비움');
  // It has to be answered.
  await other.keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await other.keyboard.press('Digit1');
  await expect(dialog).toHaveCount(0);
  await expect(other.getByText('모두 저장됨')).toBeVisible();
  const row = (await read(other, product)).rows.find((each) => each.proposalId === proposalId);
  expect(row?.decision).toMatchObject({ kind: 'absent', absence: 'not-stated' });
});

async function openFor(browser: Browser, role: Role): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, role);
  return page;
}

/** Opens the desk on everything that waits; answers what it claimed first. */
async function openReview(page: Page): Promise<readonly ReviewProduct[]> {
  const claimed = page.waitForResponse('**/api/review/claim');
  await page.goto('/review');
  const { products } = claimResult.parse(await (await claimed).json());
  await expect(rowsOf(page, products[0]!)).toBeVisible();
  return products;
}

async function read(page: Page, { productId }: ReviewProduct): Promise<ReviewProduct> {
  const response = await page.request.get(`/api/review/products/${productId}`);
  return reviewProduct.parse(await response.json());
}
