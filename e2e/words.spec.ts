import { expect, test } from '@playwright/test';
import { localeCookie } from '../lib/i18n/locale';
import { findKeys, findWordFaults } from './support/faults-of-page';
import { details, firstLink, pages } from './support/pages';
import { signIn } from './support/sign-in';

test('a key in place of words is noticed, and words are not', () => {
  expect(findKeys('sweeps.group.radius')).toEqual(['sweeps.group.radius']);
  expect(findKeys('값: screen-size')).toEqual(['screen-size']);
  expect(findKeys('Version 2.1 of avenue.example, e.g. a two-year warranty.')).toEqual([]);
});

// In Korean they are looked at with everything else; here for their words alone.
test('no page shows a key, or another text than the server wrote, in English', async ({
  page,
  context,
  baseURL,
}) => {
  await signIn(page, 'admin');
  await context.addCookies([{ name: localeCookie, value: 'en', url: baseURL! }]);
  const found: Record<string, string[]> = {};
  const visit = async (address: string) => {
    await page.goto(address);
    await page.waitForLoadState('networkidle');
    const faults = await findWordFaults(page);
    if (faults.length > 0) found[address] = faults;
  };
  for (const { address } of pages) await visit(address);
  for (const { from, link } of details) await visit(await firstLink(page, from, link));
  expect(found).toEqual({});
});
