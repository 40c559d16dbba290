import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Rule and place of every accessibility fault that axe finds, in the light and in the dark: WCAG 2.2 AA
 * and axe's best practices. The dark changes colours alone, so it is looked at for contrast.
 */
export async function findFaults(page: Page): Promise<string[]> {
  const light = await axeOn(page).analyze();
  await setTheme(page, 'dark');
  const dark = await axeOn(page).withRules(['color-contrast']).analyze();
  await setTheme(page, 'light');
  return [...light.violations, ...dark.violations].flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}`),
  );
}

/** No page has a frame; without them axe needs no page of its own to put its findings together. */
function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}

function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  return page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
  }, theme);
}
