import path from 'node:path';
import { test, type Page } from '@playwright/test';
import { localeCookie } from '../lib/i18n/locale';
import { themeCookie } from '../components/shell/theme';
import { deskStates, leaveState, openDesk } from './support/desk-states';
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
  '/products?q=ahslxj',
  '/catalogue',
  '/schemas',
  '/schemas/monitor',
  '/imports',
  '/exports',
  '/commits',
  '/runs',
  '/models',
  '/people',
  '/help/review',
  '/no-such-page',
];

/** Windows besides the usual one; the last is 1440 × 900 at 200 %. */
const windows = [
  { name: '1280', width: 1280, height: 800 },
  { name: '1920', width: 1920, height: 1080 },
  { name: 'zoomed', width: 720, height: 450 },
];
const usual = { width: 1440, height: 900 };

for (const locale of ['ko', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`screens in ${locale}, ${theme}`, async ({ page, baseURL, context }) => {
      test.setTimeout(600_000);
      await signIn(page, 'admin');
      await context.addCookies([
        { name: localeCookie, value: locale, url: baseURL! },
        { name: themeCookie, value: theme, url: baseURL! },
      ]);
      const draw = (name: string, folder = everyScreen) =>
        page.screenshot({ path: path.join(folder, `${name}-${locale}-${theme}.png`) });

      for (const { name, open } of deskStates) {
        await open(page);
        await settle(page, name);
        const isShown = name === 'normal' && locale === 'ko';
        await draw(isShown ? 'review' : `review-${name}`, isShown ? published : everyScreen);
        if (name === 'normal' || name === 'crowded') {
          for (const window of windows) {
            await page.setViewportSize(window);
            await draw(`review-${name}-${window.name}`);
          }
          await page.setViewportSize(usual);
        }
        await leaveState(page);
      }

      for (const address of pages) {
        await page.goto(address);
        await page.waitForLoadState('networkidle');
        const name = address === '/' ? 'overview' : address.slice(1).replaceAll(/[/?=]/g, '-');
        await draw(name);
      }
      await page.goto('/sweeps');
      await page.getByRole('main').getByRole('list').getByRole('button').first().click();
      await page.waitForLoadState('networkidle');
      await draw('sweeps-group');
      await page.goto('/queues');
      await page.getByRole('main').getByRole('button').first().click();
      await draw('queues-form');

      if (theme === 'light') {
        await page.emulateMedia({ forcedColors: 'active' });
        await openDesk(page);
        await draw('review-forced-colours');
      }
    });
  }
}

/** A page that waits for ever never falls silent. */
async function settle(page: Page, name: string): Promise<void> {
  if (name !== 'loading') await page.waitForLoadState('networkidle');
}
