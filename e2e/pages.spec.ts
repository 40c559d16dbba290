import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { themeCookie } from '../components/shell/theme';
import { signIn } from './support/sign-in';

const pages = [
  { address: '/', heading: '한가람' },
  { address: '/queues', heading: '검수 대기' },
  { address: '/queues/progress', heading: '진행 상황' },
  { address: '/sweeps', heading: '일괄 검수' },
  { address: '/commits', heading: '반영 기록' },
  { address: '/products', heading: '상품' },
  { address: '/catalogue', heading: '카탈로그' },
  { address: '/schemas', heading: '속성 스키마' },
  { address: '/schemas/monitor', heading: '모니터' },
  { address: '/imports', heading: '가져오기' },
  { address: '/exports', heading: '내보내기' },
  { address: '/runs', heading: '제안 실행' },
  { address: '/models', heading: '모델' },
  { address: '/autonomy', heading: '자율 반영' },
  { address: '/insights/probes', heading: '점검 문항' },
  { address: '/people', heading: '사람' },
  { address: '/help/review', heading: '검수하기' },
];

for (const theme of ['light', 'dark'] as const) {
  test(`every page says what it is and has no accessibility fault, ${theme}`, async ({
    page,
    context,
    baseURL,
  }) => {
    test.setTimeout(180_000);
    await signIn(page, 'admin');
    await context.addCookies([{ name: themeCookie, value: theme, url: baseURL! }]);
    for (const { address, heading } of pages) {
      await page.goto(address);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(heading));
      await page.waitForLoadState('networkidle');
      expect(await findFaults(page), address).toEqual([]);
    }
  });
}

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

/** Rule and place of every fault by WCAG 2.2 AA. */
async function findFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}`),
  );
}
