import { expect, test, type Page } from '@playwright/test';
import { productPage } from '../lib/catalogue/product-contract';
import { reviewProduct, type ReviewProduct, type ReviewRow } from '../lib/curation/contract';
import { sweepGroupPage, sweepList } from '../lib/sweeps/contract';
import { demoAccounts } from '../lib/demo/accounts';
import { sweepKey } from '../lib/proposals/propose';
import { findFaults } from './support/find-faults';
import { signIn } from './support/sign-in';
import { rowsOf, walkTo } from './support/work-rows';

test('a correction goes over to the same spelling and back, is talked about, and its value restored, by keyboard', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'md');
  const { product, row, other } = await openCorrectable(page);
  const grid = page.getByRole('grid', { name: '속성 제안' });
  const line = grid.locator(`[data-row="${row.proposalId}"]`);

  await page.keyboard.press('KeyP');
  await expect(
    page.getByText('다른 상품에 적용할 정정 없음', { exact: false }).first(),
  ).toBeVisible();

  await page.keyboard.press('KeyE');
  await expect(grid.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.type(other);
  await page.keyboard.press('Enter');
  await expect(line.getByRole('img', { name: '정정함' })).toBeVisible();
  await expect(page.getByText(/같은 표기 대기 상품 \d+개/)).toBeVisible();

  await page.keyboard.press('KeyP');
  const panel = page.getByRole('dialog', { name: '이 정정을 다른 상품에도' });
  const apply = panel.getByRole('button', { name: /개에 적용/ });
  await expect(apply).toBeFocused();
  await expect(panel.getByText('오류 종류')).toBeVisible();
  await expect(apply).toHaveAttribute('aria-disabled', 'false');
  expect(await findFaults(page)).toEqual([]);
  const count = Number(/[\d,]+/.exec(await apply.innerText())?.[0]);
  await page.keyboard.press('KeyA');
  await expect(panel).toHaveCount(0);
  await expect(page.getByText(/개에 같은 정정 적용/).first()).toBeVisible();
  expect((await readSweeps(page))[0]).toMatchObject({ kind: 'correct', decided: count });
  await page.keyboard.press('KeyZ');
  await expect(page.getByText('다른 상품에 적용한 정정을 되돌림').first()).toBeVisible();
  expect((await readSweeps(page))[0]).toMatchObject({ undone: count });

  const lead = demoAccounts.find(({ role }) => role === 'lead')!;
  await walkTo(page, row);
  await page.keyboard.press('KeyM');
  const comments = page.getByRole('dialog', { name: '코멘트' });
  await expect(comments.getByRole('textbox')).toBeFocused();
  await page.keyboard.type(`@${lead.name.slice(0, 1)}`);
  await expect(comments.getByRole('option', { name: lead.name })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(comments.getByRole('option')).toHaveCount(0);
  await page.keyboard.type(lead.name.slice(1, 2));
  await expect(comments.getByRole('option', { name: lead.name })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type('확인 부탁');
  await page.keyboard.press('Enter');
  await expect(comments.getByText(`@${lead.name}`)).toBeVisible();
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(comments).toHaveCount(0);
  await expect(line).toBeFocused();
  await expect(page.getByRole('button', { name: '열린 코멘트 1개' })).toBeVisible();
  await expect(line.getByRole('img', { name: '열린 코멘트 1개' })).toBeVisible();

  await page.keyboard.press('KeyY');
  const story = page.getByRole('dialog', { name: `${row.attribute.nameKo} 이력` });
  await expect(story.getByRole('listitem').first()).toContainText('정정함');
  await page.keyboard.press('ArrowDown');
  await expect(story.getByRole('button', { name: '이 값으로 다시 결정' }).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(line.getByRole('img', { name: '승인함' })).toBeVisible();
  await page.keyboard.press('KeyZ');
  await expect(line.getByRole('img', { name: '정정함' })).toBeVisible();

  const context = await browser.newContext({ baseURL: baseURL! });
  const theirs = await context.newPage();
  await signIn(theirs, 'lead');
  await expect(theirs.getByRole('link', { name: /알림 알림 1개/ })).toBeVisible();
  await theirs.goto('/inbox');
  const note = theirs.getByRole('link', { name: new RegExp(`@${lead.name} 확인 부탁`) });
  await expect(note).toContainText(product.title);
  expect(await findFaults(theirs)).toEqual([]);
  await note.focus();
  await theirs.keyboard.press('Enter');
  await expect(
    theirs.getByRole('heading', { name: '지금은 이 상품을 검수할 수 없음' }),
  ).toBeVisible();
  await theirs.goto('/inbox');
  await expect(note).not.toContainText('읽지 않음');
  await context.close();
});

/** Opens a product with a row whose spelling stands in other waiting products, too, and walks there. */
async function openCorrectable(
  page: Page,
): Promise<{ product: ReviewProduct; row: ReviewRow; other: string }> {
  const answer = await page.request.get('/api/sweeps/groups?categoryKey=monitor&limit=200');
  const { groups } = sweepGroupPage.parse(await answer.json());
  const isShared = ({ attribute, proposal }: ReviewRow) => {
    const { surface, valueKey } = sweepKey(proposal);
    return groups.some(
      (group) =>
        group.attribute.key === attribute.key &&
        group.surface === surface &&
        group.valueKey === valueKey &&
        group.count > 8,
    );
  };
  const list = await page.request.get('/api/products?categoryKey=monitor&state=ready');
  for (const { id } of productPage.parse(await list.json()).products) {
    const product = reviewProduct.parse(
      await (await page.request.get(`/api/review/products/${id}`)).json(),
    );
    const row = product.rows.find(
      (each) =>
        each.group !== 'absent' &&
        each.attribute.type === 'enum' &&
        !each.attribute.isMultiple &&
        isShared(each),
    );
    const proposed = row?.proposal.values[0]?.value;
    const other = row?.attribute.values.find(({ value }) => value !== proposed)?.value;
    if (!row || other === undefined || product.lease !== null) continue;
    await page.goto(`/review?product=${id}`);
    await expect(rowsOf(page, product)).toBeVisible();
    await walkTo(page, row);
    return { product, row, other };
  }
  throw new Error('No product has a row that is shared');
}

async function readSweeps(page: Page) {
  return sweepList.parse(await (await page.request.get('/api/sweeps')).json());
}
