import { expect, test, type Page } from '@playwright/test';
import { productPage } from '../lib/catalogue/product-contract';
import { reviewProduct } from '../lib/curation/contract';
import { modelList } from '../lib/proposals/contract';
import { signIn } from './support/sign-in';

// New in every run, so that it can also run against a product that has seen it before.
const run = crypto.randomUUID().slice(0, 8);
const category = `향초 ${run}`;
const recipe = `향초 정정 ${run}`;
const wicks = ['달무리결', '소나기결', '안개결'] as const;
const scents = ['첫눈숲', '밤바다숲', '느린봄숲'] as const;

interface Candle {
  readonly externalId: string;
  readonly title: string;
  readonly spec: string;
  readonly wick: string;
  readonly scent: string;
}

/** Invented phrases that stand unnamed in the text: no model can know them before it is told. */
function makeCandle(index: number): Candle {
  const wick = wicks[index % wicks.length]!;
  const scent = scents[(index + Math.floor(index / wicks.length)) % scents.length]!;
  return {
    externalId: `CANDLE-${run}-${index}`,
    title: `온별 캔들 ${run} ${index + 3}호`,
    spec: `향초 / 소이왁스 / ${wick} / ${200 + 10 * index}g / ${scent} / 유리용기`,
    wick,
    scent,
  };
}

const taught = Array.from({ length: 6 }, (_, index) => makeCandle(index));
const unseen = Array.from({ length: 3 }, (_, index) => makeCandle(index + taught.length));

/** The whole circle with a real fine-tuning: last of the journeys, for it changes what serves. */
test('corrections made on the desk teach a model that then needs no correction', async ({
  page,
}) => {
  await signIn(page, 'admin');

  await test.step('a category that no model knows, and listings of it', async () => {
    const response = await page.request.post('/api/schemas', { data: schemaDocument() });
    expect(response.ok(), await response.text()).toBe(true);
    await importCandles(page, taught);
  });

  await test.step('the person corrects every value by keyboard', async () => {
    for (const candle of taught) {
      const productId = await waitForProposals(page, candle);
      expect(await readProposed(page, productId)).not.toEqual(expectedOf(candle));
      await correct(page, productId, candle);
    }
  });

  await test.step('a recipe takes the corrections, and a version is made of it', async () => {
    await page.goto('/datasets');
    await page.getByRole('link', { name: '새 레시피' }).first().click();
    await page.getByLabel('이름', { exact: true }).fill(recipe);
    const categories = page.getByRole('combobox', { name: '카테고리', exact: true });
    await categories.fill(category);
    await categories.press('Enter');
    await page.getByLabel('검증 비율').fill('0');
    await page.getByLabel('시험 비율').fill('0');
    const preview = page.getByRole('region', { name: '미리 보기' });
    await expect(
      preview.getByText(`상품 ${taught.length}개 · 결정 ${taught.length * 2}건`),
    ).toBeVisible();
    await expect(preview.getByText('같은 모델명이 없습니다', { exact: false })).toBeVisible();
    await page.getByRole('button', { name: '저장' }).click();
    await page.getByRole('button', { name: '버전 만들기' }).click();
    await expect(page.getByRole('heading', { name: `${recipe} r1` })).toBeVisible();
    await expect(page.getByText('완료').first()).toBeVisible({ timeout: 300_000 });
  });

  const candidate = await test.step('the production model is trained on it', async () => {
    await page.getByRole('link', { name: '학습에 쓰기' }).click();
    await page.getByRole('button', { name: '시작', exact: true }).click();
    await expect(page.getByRole('list', { name: '기록' })).toContainText('학습 상품 6개', {
      timeout: 300_000,
    });
    await page.getByRole('link', { name: '후보 모델 보기' }).click({ timeout: 300_000 });
    await expect(page).toHaveURL(/\/training\/models\/tuned-/);
    return decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1)!);
  });
  const before = await readServing(page);

  await test.step('it is compared, and promoted with a reason where the rule says no', async () => {
    await page.getByRole('button', { name: '운영 모델과 비교' }).first().click();
    await expect(page.getByRole('heading', { name: '승격 기준' })).toBeVisible({
      timeout: 300_000,
    });
    await page.getByRole('button', { name: '승격', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('승격하는 이유').fill('새 카테고리를 위한 학습');
    await dialog.getByRole('button', { name: '승격하기' }).click();
    await expect(page.getByRole('button', { name: '이전 모델로 되돌리기' })).toBeVisible();
    expect(await readServing(page)).toBe(candidate);
  });

  await test.step('the same kind of product needs no correction now', async () => {
    await importCandles(page, unseen);
    for (const candle of unseen) {
      const productId = await waitForProposals(page, candle);
      expect(await readProposed(page, productId)).toEqual(expectedOf(candle));
    }
  });

  await test.step('one press puts the model before it back', async () => {
    await page.goto(`/training/models/${encodeURIComponent(candidate)}`);
    await page.getByRole('button', { name: '이전 모델로 되돌리기' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '이전 모델로 되돌리기' }).click();
    await expect.poll(() => readServing(page)).toBe(before);
  });
});

function schemaDocument() {
  const attribute = (key: string, nameKo: string) => ({
    key,
    nameKo,
    nameEn: key,
    type: 'text',
    isRequired: true,
  });
  return {
    category: { key: `candle-${run}`, nameKo: category, nameEn: `Candles ${run}`, path: [] },
    attributes: [attribute('wick', '심지'), attribute('scent', '향')],
  };
}

async function importCandles(page: Page, candles: readonly Candle[]): Promise<void> {
  const rows = candles.map(({ externalId, title, spec }) =>
    [externalId, '촛불가게', category, title, spec].join(','),
  );
  await page.goto('/imports');
  await page.locator('input[type=file]').setInputFiles({
    name: 'candles.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\uFEFF상품코드,판매처,카테고리,상품명,스펙\n${rows.join('\n')}`),
  });
  await page.getByRole('button', { name: '가져오기 시작' }).click();
  await expect(page.getByRole('main').getByText('완료').first()).toBeVisible({ timeout: 300_000 });
}

/** The product's id, once the model has proposed its values. */
async function waitForProposals(page: Page, { externalId, title }: Candle): Promise<number> {
  const response = await page.request.get('/api/products', { params: { q: externalId } });
  const { products } = productPage.parse(await response.json());
  const product = products.find((each) => each.title === title);
  expect(product, title).toBeDefined();
  await expect
    .poll(async () => (await readReview(page, product!.id)).state, { timeout: 300_000 })
    .toBe('ready');
  return product!.id;
}

async function readReview(page: Page, productId: number) {
  const response = await page.request.get(`/api/review/products/${productId}`);
  return reviewProduct.parse(await response.json());
}

const expectedOf = ({ wick, scent }: Candle) => ({ wick: [wick], scent: [scent] });

async function readProposed(page: Page, productId: number): Promise<Record<string, unknown>> {
  const { rows } = await readReview(page, productId);
  return Object.fromEntries(
    rows.map(({ attribute, proposal }) => [
      attribute.key,
      proposal.values.map(({ value }) => value),
    ]),
  );
}

async function correct(page: Page, productId: number, candle: Candle): Promise<void> {
  await page.goto(`/review?product=${productId}`);
  const grid = page.getByRole('grid', { name: '속성 제안' });
  await expect(grid.locator('[aria-selected=true]')).toBeFocused();
  for (const [name, value] of [
    ['심지', candle.wick],
    ['향', candle.scent],
  ] as const) {
    const row = grid.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
    await row.click();
    await page.keyboard.press('KeyE');
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(value);
    await page.keyboard.press('Enter');
    await expect(row).toContainText(value);
  }
  await expect(page.getByText('모두 저장됨')).toBeVisible();
}

async function readServing(page: Page): Promise<string | undefined> {
  const { models } = modelList.parse(await (await page.request.get('/api/models')).json());
  return models.find(({ state }) => state === 'production')?.name;
}
