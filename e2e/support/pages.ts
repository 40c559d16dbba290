import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';

/** Every page that an admin can go to by its address alone, and the Korean heading it must have. */
export const pages: readonly { readonly address: string; readonly heading: string }[] = [
  { address: '/', heading: '한가람' },
  { address: '/queues', heading: '검수 대기' },
  { address: '/queues/progress', heading: '진행 상황' },
  { address: '/sorting', heading: '카테고리 정하기' },
  { address: '/sweeps', heading: '일괄 검수' },
  { address: '/adjudication', heading: '이견 조정' },
  { address: '/commits', heading: '반영 기록' },
  { address: '/inbox', heading: '알림' },
  { address: '/insights', heading: '통계' },
  { address: '/insights/probes', heading: '점검 문항' },
  { address: '/products', heading: '상품' },
  { address: '/products?q=ㅁㄴㅌ', heading: '상품' },
  { address: '/catalogue', heading: '카탈로그' },
  { address: '/schemas', heading: '속성 스키마' },
  { address: '/imports', heading: '가져오기' },
  { address: '/exports', heading: '내보내기' },
  { address: '/datasets', heading: '데이터셋' },
  { address: '/runs', heading: '제안 실행' },
  { address: '/training', heading: '학습' },
  { address: '/autonomy', heading: '자율 반영' },
  { address: '/autonomy/sample', heading: '표본 점검' },
  { address: '/models', heading: '모델' },
  { address: '/people', heading: '사람' },
  { address: '/audit', heading: '감사 기록' },
  { address: '/jobs', heading: '멈춘 작업' },
  { address: '/integrations', heading: 'API 키' },
  { address: '/integrations/webhooks', heading: '웹훅' },
  { address: '/help/reference', heading: 'REST API' },
  // The other topics are the same page with another text.
  { address: '/help/review', heading: '.' },
  { address: '/help/keys', heading: '.' },
  { address: '/no-such-page', heading: '페이지' },
];

/** Pages that are reached from a list: the first that it links to. */
export const details: readonly { readonly from: string; readonly link: RegExp }[] = [
  { from: '/products', link: /^\/products\/\d+$/ },
  { from: '/catalogue', link: /^\/catalogue\/\d+$/ },
  { from: '/schemas', link: /^\/schemas\/[^/]+$/ },
  { from: '/models', link: /^\/models\/[^/]+$/ },
];

/** Dialogs and forms of the pages: opened by the first button of that name. */
export const dialogs: readonly {
  readonly address: string;
  readonly name: string;
  readonly button: RegExp;
}[] = [
  { address: '/queues', name: 'queue', button: /대기 목록 만들기|Make a queue|New queue/ },
  { address: '/people', name: 'person', button: /사람 추가|Add a person/ },
  { address: '/schemas', name: 'category', button: /새 카테고리|New category/ },
  { address: '/commits', name: 'commit', button: /변경 보기|Show changes/ },
  { address: '/training', name: 'training', button: /학습 시작|Start a training/ },
  { address: '/integrations', name: 'api-key', button: /API 키 만들기|New API key/ },
  { address: '/integrations/webhooks', name: 'webhook', button: /웹훅 만들기|New webhook/ },
  { address: '/insights/probes', name: 'probes', button: /비율 설정|Set rates/ },
  { address: '/models', name: 'model-card', button: /모델 카드|Model card/ },
];

/** The pages in `count` parts that take about as long: every part has some of each kind. */
export function partsOfPages(count: number): (readonly (typeof pages)[number][])[] {
  return Array.from({ length: count }, (_, part) =>
    pages.filter((_, place) => place % count === part),
  );
}

/** The addresses of all pages with the menu that need no more than an address, as the folders say. */
export function addressesWithMenu(): string[] {
  const root = path.join(import.meta.dirname, '..', '..', 'app', '(admin)');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx' && !file.includes('['))
    .map((file) => `/${path.dirname(file).split(path.sep).join('/')}`.replace(/^\/\.$/, '/'))
    .sort();
}

/** The address of the first link to such a page in the list at `from`. */
export async function firstLink(page: Page, from: string, link: RegExp): Promise<string> {
  await page.goto(from);
  return findLink(page, link);
}

/** The address of the first link to such a page in the list that is open. */
export async function findLink(page: Page, link: RegExp): Promise<string> {
  const links = page.getByRole('main').getByRole('link');
  await expect(links.first()).toBeVisible();
  const addresses = await links.evaluateAll((all) => all.map((each) => each.getAttribute('href')));
  const address = addresses.find((each) => each !== null && link.test(each));
  if (!address) throw new Error(`${page.url()} links to no page like ${link}`);
  return address;
}
