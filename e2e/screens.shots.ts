import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { localeCookie } from '../lib/i18n/locale';
import { themeCookie } from '../components/shell/theme';
import { deskStates, leaveState, openDesk } from './support/desk-states';
import { details, dialogs, firstLink, pages } from './support/pages';
import { signIn } from './support/sign-in';

const everyScreen = path.join('test-results', 'screens');
/** What the README shows lies in the repository; the rest is drawn to be looked at. */
const published = path.join('public', 'screenshots');
/** A product that was started for this run: in one that people work in, rows are decided already. */
const isFresh = process.env.AVENUE_E2E_URL === undefined;

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
        const isShown = isFresh && name === 'normal' && locale === 'ko';
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

      for (const { address } of pages) {
        await page.goto(address);
        await page.waitForLoadState('networkidle');
        await draw(nameOf(address));
      }
      for (const { from, link } of details) {
        await page.goto(await firstLink(page, from, link));
        await page.waitForLoadState('networkidle');
        await draw(`${nameOf(from)}-first`);
      }
      for (const { address, name, button } of dialogs) {
        await page.goto(address);
        await page.getByRole('button', { name: button }).first().click();
        const dialog = page.getByRole('dialog');
        await expect(dialog).toBeVisible();
        await page.waitForLoadState('networkidle');
        await draw(`form-${name}`);
        const more = await dialog.evaluate(scrollToEnd);
        if (more) await draw(`form-${name}-end`);
      }
      await page.goto('/sweeps');
      await page.getByRole('main').getByRole('table').getByRole('button').first().click();
      await page.waitForLoadState('networkidle');
      await draw('sweeps-group');

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

function nameOf(address: string): string {
  return address === '/' ? 'overview' : address.slice(1).replaceAll(/[/?=]/g, '-');
}

/** True when there was more to see than the dialog shows at first. */
function scrollToEnd(dialog: Element): boolean {
  const body = dialog.lastElementChild;
  if (!body || body.scrollHeight <= body.clientHeight) return false;
  body.scrollTop = body.scrollHeight;
  return true;
}
