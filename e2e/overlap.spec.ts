import { expect, test, type Browser, type Page } from '@playwright/test';
import type { ReviewProduct } from '../lib/curation/contract';
import { claimResult } from '../lib/desk/contract';
import { roundDetail, roundPage, type RoundSummary } from '../lib/overlap/contract';
import { demoAccounts } from '../lib/demo/accounts';
import type { Role } from '../lib/platform/roles';
import { findFaults } from './support/find-faults';
import { signIn } from './support/sign-in';
import { acceptTheRest, rowsOf } from './support/work-rows';

const queueName = '독립 검수 연습';

test('two people review one product for themselves, and a lead settles by key what differs', async ({
  page: lead,
  browser,
}) => {
  await signIn(lead, 'lead');
  await makeQueue(lead);
  const md = await openFor(browser, 'md');
  const admin = await openFor(browser, 'admin');
  const mine = await openQueue(md);
  const theirs = await openQueue(admin);
  expect(theirs.productId).toBe(mine.productId);
  expect(theirs.rows.every(({ decision }) => decision === null)).toBe(true);

  const open = mine.rows.filter(({ group }) => group === 'needs');
  expect(open.length).toBeGreaterThan(1);
  await review(md, mine, 'KeyN', open.length);
  await review(admin, theirs, 'KeyR', open.length);

  // Both may still take it back; then the answers are compared.
  let round: RoundSummary | undefined;
  await expect
    .poll(
      async () => {
        const answer = await lead.request.get('/api/overlaps');
        round = roundPage.parse(await answer.json()).rounds[0];
        return round?.disputed;
      },
      { timeout: 300_000 },
    )
    .toBe(open.length);

  await lead.goto('/adjudication');
  await lead.getByRole('link', { name: `${mine.title} 조정하기` }).focus();
  await lead.keyboard.press('Enter');
  await expect(lead.getByText(`이견 ${open.length}개 중 ${open.length}개 남음`)).toBeVisible();
  expect(await findFaults(lead)).toEqual([]);
  // Enter does nothing while something is open.
  await lead.keyboard.press('Enter');
  await lead.keyboard.press('Digit1');
  for (let left = open.length - 1; left > 0; left -= 1) {
    await expect(lead.getByText(`이견 ${open.length}개 중 ${left}개 남음`)).toBeVisible();
    await lead.keyboard.press('Digit2');
  }
  await expect(lead.getByText(`이견 ${open.length}개 중 0개 남음`)).toBeVisible();
  await lead.keyboard.press('Enter');
  await expect(lead).toHaveURL(/\/adjudication$/);

  const settled = await lead.request.get(`/api/overlaps/${round!.id}`);
  const { rows, reviewers } = roundDetail.parse(await settled.json());
  const differing = rows.filter(({ isDisputed }) => isDisputed);
  const slots = reviewers.map(({ slot }) => slot);
  expect(differing.map(({ chosenSlot }) => chosenSlot)).toEqual([
    slots[0],
    ...Array<number>(open.length - 1).fill(slots[1]!),
  ]);

  await lead.getByRole('tab', { name: '조정 끝' }).click();
  await expect(lead.getByRole('link', { name: `${mine.title} 결과 보기` })).toBeVisible();
  await lead.getByRole('tab', { name: '일치도' }).click();
  const pair = ['md', 'admin'].map((role) => demoAccounts.find((each) => each.role === role)!.name);
  const line = lead.getByRole('row').filter({ hasText: pair[0]! }).filter({ hasText: pair[1]! });
  await expect(line.first()).toContainText(String(open.length));
  expect(await findFaults(lead)).toEqual([]);
  await md.context().close();
  await admin.context().close();
});

/** Monitors of which each is reviewed twice. */
async function makeQueue(lead: Page): Promise<void> {
  await lead.goto('/queues');
  await lead.getByRole('button', { name: '대기 목록 만들기' }).click();
  const form = lead.getByRole('dialog');
  await form.getByLabel('이름').fill(queueName);
  await form.getByRole('combobox', { name: '카테고리' }).fill('ahslxj');
  await lead.keyboard.press('Enter');
  for (const role of ['md', 'admin']) {
    const { name } = demoAccounts.find((each) => each.role === role)!;
    await form.getByRole('checkbox', { name }).check();
  }
  await form.getByLabel('독립 검수 인원').selectOption('2');
  await form.getByRole('button', { name: '저장' }).click();
  await expect(lead.getByText(queueName)).toBeVisible();
}

async function openFor(browser: Browser, role: Role): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, role);
  return page;
}

/** The product that the desk shows first. */
async function openQueue(page: Page): Promise<ReviewProduct> {
  await page.goto('/queues');
  const claimed = page.waitForResponse('**/api/review/claim');
  await page.getByRole('link', { name: `${queueName} 검수 시작` }).click();
  const { products } = claimResult.parse(await (await claimed).json());
  await expect(rowsOf(page, products[0]!)).toBeVisible();
  return products[0]!;
}

/** Answers every row that needs a person with one key, accepts the others, and submits. */
async function review(
  page: Page,
  product: ReviewProduct,
  key: string,
  count: number,
): Promise<void> {
  await page.bringToFront();
  await expect(page.getByRole('grid').locator('[aria-selected=true]')).toBeFocused();
  for (let row = 0; row < count; row += 1) await page.keyboard.press(key);
  await acceptTheRest(page);
  await page.keyboard.press('Enter');
  await expect(rowsOf(page, product)).toHaveCount(0);
}
