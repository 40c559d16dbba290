import { expect, type BrowserContext, type Page } from '@playwright/test';
import { demoAccounts, demoPassword } from '../../lib/demo/accounts';
import type { Role } from '../../lib/platform/roles';
import { watchComplaints } from './faults-of-page';

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;
const kept = new Map<Role, Cookies>();

/** Brings the page in as the demo's person of that role: by keyboard once, by their session after that. */
export async function signIn(page: Page, role: Role): Promise<void> {
  watchComplaints(page);
  const cookies = kept.get(role);
  if (cookies === undefined) {
    await page.goto('/sign-in');
    await typePassword(page, role);
    await expect(menuOf(page)).toBeVisible();
    kept.set(role, await page.context().cookies());
    return;
  }
  await page.context().addCookies(cookies);
  await page.goto('/');
  await expect(menuOf(page)).toBeVisible();
}

/** On the page that asks for it. */
export async function typePassword(page: Page, role: Role): Promise<void> {
  const account = demoAccounts.find((each) => each.role === role);
  if (!account) throw new Error(`The demo has no ${role}`);
  await page.getByLabel('이메일').fill(account.email);
  await page.getByLabel('비밀번호').fill(demoPassword);
  await page.keyboard.press('Enter');
}

const menuOf = (page: Page) => page.getByRole('navigation', { name: '주 메뉴' });
