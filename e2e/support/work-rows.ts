import { expect, type Locator, type Page } from '@playwright/test';
import type { ReviewProduct, ReviewRow } from '../../lib/curation/contract';
import { pressHangul } from './hangul-keys';

/** The rows of this product: the desk shows one product, and titles may be alike. */
export function rowsOf(page: Page, { productId }: Pick<ReviewProduct, 'productId'>): Locator {
  return page.locator(`[role=grid][data-product="${productId}"]`);
}

/** The line of a row on the desk. */
export function rowOf(page: Page, { proposalId }: ReviewRow): Locator {
  return page.getByRole('grid').locator(`[data-row="${proposalId}"]`);
}

/** Walks over the rows by arrow, up and then down, until this one has the focus. */
export async function walkTo(page: Page, row: ReviewRow): Promise<void> {
  const target = rowOf(page, row);
  const count = await page.getByRole('grid').locator('[data-row]').count();
  for (const key of ['ArrowUp', 'ArrowDown']) {
    for (let step = 0; step <= count; step += 1) {
      if ((await target.getAttribute('aria-selected')) === 'true') return;
      await page.keyboard.press(key);
    }
  }
  throw new Error(`The row ${row.attribute.nameKo} cannot be reached`);
}

/** Rows count once they stood on the screen for a while; the key itself asks for no more. */
export async function acceptTheRest(page: Page): Promise<void> {
  await expect(async () => {
    await pressHangul(page, 'KeyA', { shift: true });
    await expect(page.getByText('모두 검수함')).toBeVisible({ timeout: 1000 });
  }).toPass();
}
