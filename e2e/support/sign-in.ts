import { expect, type Page } from '@playwright/test';
import { demoAccounts, demoPassword } from '../../lib/demo/accounts';
import type { Role } from '../../lib/platform/roles';

/** Signs in as the demo's person of that role, by keyboard. */
export async function signIn(page: Page, role: Role): Promise<void> {
  const account = demoAccounts.find((each) => each.role === role);
  if (!account) throw new Error(`The demo has no ${role}`);
  await page.goto('/sign-in');
  await page.getByLabel('이메일').fill(account.email);
  await page.getByLabel('비밀번호').fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('navigation', { name: '주 메뉴' })).toBeVisible();
}
