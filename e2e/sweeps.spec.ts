import { expect, test } from '@playwright/test';
import { claimResult } from '../lib/desk/contract';
import { openDesk } from './support/desk-states';
import { findFaults } from './support/find-faults';
import { signIn } from './support/sign-in';

test('one value is accepted across products from its sample, and taken back, by keyboard', async ({
  page,
}) => {
  await signIn(page, 'md');
  await page.goto('/sweeps');
  const first = page.getByRole('button', { name: /표본 확인$/ }).first();
  await expect(first).toBeFocused();
  const name = (await first.getAttribute('aria-label')) ?? '';
  expect(await findFaults(page)).toEqual([]);

  await page.keyboard.press('Enter');
  const sample = page.getByRole('listbox', { name: '표본' });
  await expect(sample.getByRole('option').first()).toBeFocused();
  await expect(page.getByText('승인하면')).toBeVisible();
  expect(await findFaults(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await expect(sample.getByRole('option').nth(1)).toBeFocused();

  const accept = await page.getByRole('button', { name: /모두 승인/ }).innerText();
  const count = /^[\d,]+/.exec(accept)?.[0] ?? 'no count';
  await page.keyboard.press('KeyA');
  await expect(page.getByText(`: 상품 ${count}개 승인`)).toBeVisible();
  await expect(first).not.toHaveAccessibleName(name);

  await page.keyboard.press('KeyZ');
  await expect(page.getByText(`승인 ${count}개를 되돌렸습니다`)).toBeVisible();
  await expect(first).toHaveAccessibleName(name);
});

test('the sweep of a value is opened on the desk, and left to the same product, by key', async ({
  page,
}) => {
  await signIn(page, 'md');
  const claimed = page.waitForResponse((answer) => answer.url().endsWith('/api/review/claim'));
  await openDesk(page);
  const [product] = claimResult.parse(await (await claimed).json()).products;
  const row = product?.rows.find(
    ({ group, proposal }) => group === 'right' && (proposal.values[0]?.value ?? null) !== null,
  );
  expect(row).toBeDefined();
  await page.locator(`[data-row="${row!.proposalId}"]`).getByRole('rowheader').click();
  await page.keyboard.press('KeyG');
  await expect(page).toHaveURL(/\/sweeps\?/);
  await expect(page.getByRole('button', { name: '검수로 돌아가기' }).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/review/);
  await expect(page.locator(`[role=grid][data-product="${product!.productId}"]`)).toBeVisible();
});
