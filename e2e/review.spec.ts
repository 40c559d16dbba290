import { expect, test, type Page } from '@playwright/test';
import { reviewProduct, type ReviewProduct, type ReviewRow } from '../lib/curation/contract';
import { claimResult } from '../lib/desk/contract';
import { readPageScripts, watchForProduct } from '../lib/bench/page-scripts';
import { pressHangul } from './support/hangul-keys';
import { signIn, typePassword } from './support/sign-in';
import { acceptTheRest, rowOf, rowsOf, walkTo } from './support/work-rows';

const queueName = '모니터 확인 대기';

test.beforeEach(({ page }) => signIn(page, 'md'));

test('the desk loads at most 250 kB of compressed script for its first product', async ({
  page,
}) => {
  await watchForProduct(page);
  await page.goto('/review');
  await page.getByRole('grid').locator('[aria-selected=true]').waitFor();
  const { totalBytes, scripts } = await readPageScripts(page, 'first');
  expect(scripts.length).toBeGreaterThan(0);
  expect(totalBytes).toBeLessThanOrEqual(250_000);
});

test('an MD reviews a product by keyboard alone, in the Hangul layout, and takes the submit back', async ({
  page,
}) => {
  const [product] = await startQueue(page);
  const grid = page.getByRole('grid', { name: '속성 제안' });
  const shown = product.rows.filter(({ group }) => group !== 'absent');
  const accepted = find(
    shown,
    ({ proposal }) =>
      proposal.values.length > 0 && proposal.values.every((each) => each.value !== null),
  );
  const edited = find(
    shown,
    ({ attribute }) => attribute !== accepted.attribute && isNumber(attribute),
  );
  const absent = find(shown, (row) => row !== accepted && row !== edited);

  await walkTo(page, accepted);
  await pressHangul(page, 'KeyA');
  await expect(rowOf(page, accepted).getByRole('img', { name: '승인함' })).toBeVisible();

  await walkTo(page, edited);
  await pressHangul(page, 'KeyE');
  await expect(grid.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.type('123');
  await page.keyboard.press('Enter');
  await expect(rowOf(page, edited)).toContainText('123');

  await walkTo(page, absent);
  await pressHangul(page, 'KeyN');
  await expect(rowOf(page, absent).getByRole('img', { name: '표기 없음' })).toBeVisible();

  const decided = new Set([accepted, edited, absent]);
  for (const row of shown.filter((each) => each.group === 'needs' && !decided.has(each))) {
    await walkTo(page, row);
    await pressHangul(page, 'KeyN');
    await expect(rowOf(page, row).getByRole('img', { name: '표기 없음' })).toBeVisible();
  }
  await acceptTheRest(page);

  await expect(page.getByRole('heading', { level: 1 })).toHaveText(product.title);
  await page.keyboard.press('Enter');
  await expect(rowsOf(page, product)).toHaveCount(0);
  await expect(page.getByText('제출함').first()).toBeVisible();

  await pressHangul(page, 'KeyZ');
  await expect(rowsOf(page, product)).toBeVisible();
  await expect(page.getByText('모두 저장됨')).toBeVisible();
  const stored = await readProduct(page, product.productId);
  expect(stored.state).toBe('ready');
  expect(decisionOf(stored, accepted)).toMatchObject({ kind: 'accept', mode: 'single' });
  expect(decisionOf(stored, edited)?.values).toEqual([123]);
  expect(decisionOf(stored, absent)).toMatchObject({ kind: 'absent', absence: 'not-stated' });
});

test('what is decided without a network is kept and stored when it is back', async ({
  page,
  context,
}) => {
  const [product] = await startQueue(page);
  const row = find(product.rows, ({ group }) => group !== 'absent');
  await walkTo(page, row);
  await context.setOffline(true);
  await page.keyboard.press('KeyR');
  await expect(page.getByText('1건 저장 대기')).toBeVisible();
  await expect(rowOf(page, row).getByRole('img', { name: '비움' })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('모두 저장됨')).toBeVisible();
  const stored = await readProduct(page, product.productId);
  expect(decisionOf(stored, row)).toMatchObject({ kind: 'reject' });
  await page.keyboard.press('KeyZ');
  await expect(page.getByText('모두 저장됨')).toBeVisible();
  await expect
    .poll(async () => decisionOf(await readProduct(page, product.productId), row))
    .toEqual(row.decision);
});

test('a session that ended is begun again beside the desk, and nothing is lost', async ({
  page,
  context,
}) => {
  const [product] = await startQueue(page);
  const [row, next] = product.rows.filter(({ group }) => group !== 'absent') as [
    ReviewRow,
    ReviewRow,
  ];
  await walkTo(page, row);
  await context.clearCookies();
  await page.keyboard.press('KeyR');
  const banner = page.getByRole('alert').filter({ hasText: '로그인이 끝났습니다' });
  await expect(banner).toBeVisible();
  await walkTo(page, next);
  await page.keyboard.press('KeyE');
  const field = page.getByRole('grid').getByRole('combobox');
  await field.fill('쓰다 만 값');
  const opened = context.waitForEvent('page');
  await banner.getByRole('button').click();
  const beside = await opened;
  const closed = beside.waitForEvent('close');
  await typePassword(beside, 'md');
  await closed;
  await expect(page.getByText('모두 저장됨')).toBeVisible();
  await expect(field).toHaveValue('쓰다 만 값');
  expect(decisionOf(await readProduct(page, product.productId), row)).toMatchObject({
    kind: 'reject',
  });
  await page.keyboard.press('Escape');
  await page.keyboard.press('KeyZ');
  await expect(rowOf(page, row).getByRole('img', { name: '비움' })).toBeHidden();
  await expect(page.getByText('모두 저장됨')).toBeVisible();
});

test('the key sheet, the guideline and the commands open by key and give the focus back', async ({
  page,
}) => {
  await startQueue(page);
  const focused = page.getByRole('grid').locator('[aria-selected=true]');
  await expect(focused).toBeFocused();
  for (const [key, name] of [
    ['Shift+Slash', '모든 키'],
    ['KeyH', /지침/],
    ['Control+KeyK', '명령'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(focused).toBeFocused();
  }
});

/** Opens the queue from its page, by keyboard; answers the products that were claimed first. */
async function startQueue(page: Page): Promise<[ReviewProduct, ...ReviewProduct[]]> {
  await page.goto('/queues');
  const claimed = page.waitForResponse('**/api/review/claim');
  await page.getByRole('link', { name: `${queueName} 검수 시작` }).focus();
  await page.keyboard.press('Enter');
  const { products } = claimResult.parse(await (await claimed).json());
  const [first, ...others] = products;
  if (!first) throw new Error('The queue is empty');
  await expect(rowsOf(page, first)).toBeVisible();
  return [first, ...others];
}

function find(rows: readonly ReviewRow[], isIt: (row: ReviewRow) => boolean): ReviewRow {
  const found = rows.find(isIt);
  if (!found) throw new Error('The product lacks a row that the journey needs');
  return found;
}

const isNumber = ({ type, isMultiple }: ReviewRow['attribute']): boolean =>
  type === 'number' && !isMultiple;

const decisionOf = (product: ReviewProduct, { proposalId }: ReviewRow) =>
  find(product.rows, (row) => row.proposalId === proposalId).decision;

async function readProduct(page: Page, productId: number): Promise<ReviewProduct> {
  const response = await page.request.get(`/api/review/products/${productId}`);
  return reviewProduct.parse(await response.json());
}
