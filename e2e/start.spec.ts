import { expect, test } from '@playwright/test';
import { signIn } from './support/sign-in';

test('all parts of a started product say that they are ready', async ({ request }) => {
  const response = await request.get('/api/health');
  expect(response.status()).toBe(200);
  expect(await response.json()).toMatchObject({
    ready: true,
    web: 'ready',
    worker: 'ready',
    database: 'ready',
    model: 'ready',
  });
});

test('a visitor who has not signed in is asked to', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.locator('input[type=password]')).toBeVisible();
});

test('an address whose escapes spell nothing is not there, and no fault of the server', async ({
  page,
  request,
}) => {
  expect((await request.get('/api/products/%E0%A4%A')).status()).toBe(401);
  await signIn(page, 'viewer');
  expect((await page.request.get('/api/products/%E0%A4%A')).status()).toBe(422);
});
