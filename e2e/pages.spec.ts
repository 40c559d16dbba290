import { expect, test, type Page } from '@playwright/test';
import { localeCookie } from '../lib/i18n/locale';
import { deskStates, leaveState, openDesk } from './support/desk-states';
import { findFaults } from './support/find-faults';
import { addressesWithMenu, details, dialogs, findLink, partsOfPages } from './support/pages';
import { signIn } from './support/sign-in';

const visits = partsOfPages(4);

/** Dialogs are held, in both languages, by `components/dialogs.test.tsx`; these stand for their colours. */
const shownDialogs = dialogs.filter(({ name }) => name === 'person' || name === 'model-card');
const ofDialogs = new Set(['key-sheet', 'guideline', 'zoom', 'conflict']);
const shownStates = deskStates.filter(({ name }) => !ofDialogs.has(name));

/** These wait for what only the browser knows (a person's keys, its day) or for a count of everything. */
const readByBrowser = new Set(['/sweeps', '/sorting', '/queues/progress', '/exports']);

test('no page is left out of what follows', () => {
  const visited = new Set(visits.flat().map(({ address }) => address));
  const wanted = [
    ...addressesWithMenu(),
    ...details.map(({ from }) => from),
    ...shownDialogs.map(({ address }) => address),
  ];
  expect(wanted.filter((address) => !visited.has(address))).toEqual([]);
});

// Every page is visited once: in Korean, looked at in both themes, then at 200 %, then what it opens.
visits.forEach((part, place) => {
  const name = `every page says what it is, has no accessibility fault and loses nothing at 200 %`;
  test(`${name} (${place + 1} of ${visits.length})`, async ({ page }) => {
    await signIn(page, 'admin');
    for (const { address, heading } of part) {
      const answer = await page.goto(address);
      const isWhole = !(await answer!.text()).includes('data-waiting=');
      expect(isWhole || readByBrowser.has(address), `${address} comes whole`).toBe(true);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(heading));
      await page.waitForLoadState('networkidle');
      expect(await findFaults(page), address).toEqual([]);
      expect(await overflowAtDouble(page), address).toBe(0);
      await visitWhatOpens(page, address);
    }
  });
});

/** The first page that the list links to, and the page's dialogs. */
async function visitWhatOpens(page: Page, address: string): Promise<void> {
  const linked: string[] = [];
  for (const { from, link } of details)
    if (from === address) linked.push(await findLink(page, link));
  const own = shownDialogs.filter((dialog) => dialog.address === address);
  for (const [place, { name, button }] of own.entries()) {
    if (place > 0) await page.goto(address);
    await page.getByRole('button', { name: button }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await findFaults(page), `${address} ${name}`).toEqual([]);
  }
  for (const target of linked) {
    await page.goto(target);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await findFaults(page), target).toEqual([]);
  }
}

test('the desk has no accessibility fault in any state, in English', async ({
  page,
  context,
  baseURL,
}) => {
  await signIn(page, 'md');
  await context.addCookies([{ name: localeCookie, value: 'en', url: baseURL! }]);
  for (const { name, open } of shownStates) {
    await open(page);
    expect(await findFaults(page), name).toEqual([]);
    await leaveState(page);
  }
});

test('the desk shows its row, its keys and its head at 200 %', async ({ page }) => {
  await signIn(page, 'md');
  await page.setViewportSize(doubled);
  await openDesk(page);
  expect(await overflowOf(page)).toBe(0);
  const focused = page.getByRole('grid').locator('[aria-selected=true]');
  for (const part of [focused, page.getByRole('contentinfo'), page.getByRole('banner')]) {
    await expect(part).toBeInViewport({ ratio: 0.9 });
  }
  // The footer shows every key that it has, whatever room there is.
  const keys = page.getByRole('contentinfo').getByRole('button');
  for (const key of await keys.all()) await expect(key).toBeInViewport({ ratio: 1 });
});

test('the page before sign-in has no accessibility fault', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('로그인');
  expect(await findFaults(page)).toEqual([]);
});

test('somebody without the role is told so, by page and by API', async ({ page }) => {
  await signIn(page, 'viewer');
  const answer = await page.goto('/people');
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('열람 권한이 없습니다');
  for (const [method, address] of [
    ['GET', '/api/people'],
    ['POST', '/api/review/claim'],
    ['GET', '/api/exports/corrections'],
    ['POST', '/api/imports?fileName=x.csv'],
  ] as const) {
    const response = await page.request.fetch(address, { method, data: {} });
    expect(response.status(), `${method} ${address}`).toBe(403);
  }
});

test('a request from another site is refused', async ({ page }) => {
  await signIn(page, 'md');
  const response = await page.request.post('/api/review/claim', {
    data: { count: 1 },
    headers: { origin: 'https://elsewhere.example' },
  });
  expect(response.status()).toBe(403);
});

test('the interface changes its language and keeps it', async ({ page }) => {
  await signIn(page, 'md');
  await page.getByRole('button', { name: /오다온/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'English' }).click();
  await expect(page.getByRole('navigation', { name: 'Main menu' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: 'Queues' })).toBeVisible();
});

const usual = { width: 1440, height: 900 };
const doubled = { width: 720, height: 450 };

async function overflowAtDouble(page: Page): Promise<number> {
  await page.setViewportSize(doubled);
  const overflow = await overflowOf(page);
  await page.setViewportSize(usual);
  return overflow;
}

/** By how many pixels the page is wider than its window. */
function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, scrollWidth - clientWidth);
  });
}
