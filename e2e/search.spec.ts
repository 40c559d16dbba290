import { expect, test } from '@playwright/test';
import { openDesk } from './support/desk-states';
import { signIn } from './support/sign-in';

/** 모니터: its initials, and its keys in the English layout. */
const waysToType = ['ㅁㄴㅌ', 'ahslxj', '모 니터'];

test('products, categories and commands are found as people type them', async ({ page }) => {
  await signIn(page, 'admin');
  await page.goto('/products');
  const search = page.getByRole('searchbox');
  const found = page.getByRole('main').locator('tbody mark');
  for (const words of waysToType) {
    await search.fill(words);
    await expect(found.first()).toHaveText('모니터');
    await expect(page).toHaveURL(/q=/);
    await search.fill('');
    await expect(found).toHaveCount(0);
  }

  const category = page.getByRole('combobox', { name: '카테고리' });
  await category.click();
  await category.fill('ahslxj');
  await expect(page.getByRole('option', { name: '모니터', exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(category).toHaveValue('모니터');
  await expect(page).toHaveURL(/categoryKey=monitor/);

  await openDesk(page);
  const open = await page.getByRole('grid').getAttribute('data-product');
  await page.keyboard.press('Control+KeyK');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.insertText('ㅁㄴㅌ');
  const product = page.getByRole('dialog').getByRole('group', { name: '상품 열기' });
  await expect(product.getByRole('option').first()).toContainText('모니터');
  const title = await product.getByRole('option').first().locator('span').first().innerText();
  await product.getByRole('option').first().click();
  await expect(page).toHaveURL(/product=\d+/);
  await expect(page.locator(`[role=grid]:not([data-product="${open}"])`)).toBeVisible();
  await expect(page.getByText(title).first()).toBeVisible();
});
