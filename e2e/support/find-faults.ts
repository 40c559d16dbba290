import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import axe from 'axe-core';
import { findWordFaults } from './faults-of-page';

/**
 * Rule and place of every accessibility fault that axe finds, in the light and in the dark: WCAG 2.2 AA
 * and axe's best practices. The dark changes colours alone, so it is looked at for contrast. Besides
 * these, what stands there in place of words.
 */
export async function findFaults(page: Page): Promise<string[]> {
  // Colours on their way from one theme to the other are neither's.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const light = await runAxe(page, {});
  await setTheme(page, 'dark');
  const dark = await runAxe(page, { runOnly: ['color-contrast'] });
  await setTheme(page, 'light');
  return [...light, ...dark, ...(await findWordFaults(page))];
}

/** In the page itself: axe's own driver puts itself together anew at every call, which takes a second. */
async function runAxe(page: Page, options: RunOptions): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.evaluate(axe.source);
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>, RunOptions>(
    (wanted) => (window as unknown as { axe: typeof axe }).axe.run(document, wanted),
    { resultTypes: ['violations'], ...options },
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}

function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  return page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
  }, theme);
}
