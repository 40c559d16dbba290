import path from 'node:path';
import { expect, test } from '@playwright/test';
import { localeCookie } from '../lib/i18n/locale';
import { themeCookie } from '../components/shell/theme';
import { signIn } from './support/sign-in';

const everyScreen = path.join('test-results', 'screens');
/** What the README shows lies in the repository; the rest is drawn to be looked at. */
const published = path.join('public', 'screenshots');

const pages = [
  '/',
  '/queues',
  '/queues/progress',
  '/sweeps',
  '/products',
  '/catalogue',
  '/schemas',
  '/schemas/monitor',
  '/imports',
  '/exports',
  '/commits',
  '/runs',
  '/models',
  '/people',
  '/help',
];

for (const locale of ['ko', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`screens in ${locale}, ${theme}`, async ({ page, baseURL, context }) => {
      test.setTimeout(300_000);
      await signIn(page, 'admin');
      await context.addCookies([
        { name: localeCookie, value: locale, url: baseURL! },
        { name: themeCookie, value: theme, url: baseURL! },
      ]);
      await page.goto('/queues');
      await page.locator('a[href^="/review?queue="]').first().click();
      const grid = page.getByRole('grid');
      await expect(grid.locator('[aria-selected=true]')).toBeFocused();
      await page.waitForLoadState('networkidle');
      const folder = locale === 'ko' ? published : everyScreen;
      await page.screenshot({ path: path.join(folder, `review-${locale}-${theme}.png`) });
      for (const address of pages) {
        await page.goto(address);
        await page.waitForLoadState('networkidle');
        const name = address === '/' ? 'overview' : address.slice(1).replaceAll('/', '-');
        await page.screenshot({ path: path.join(everyScreen, `${name}-${locale}-${theme}.png`) });
      }
    });
  }
}
