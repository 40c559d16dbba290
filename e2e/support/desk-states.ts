import { expect, type Page } from '@playwright/test';
import type { ReviewProduct } from '../../lib/curation/contract';
import { claimResult, type ClaimResult } from '../../lib/desk/contract';

/** One thing that can stand before a person at the review screen, and the way to it. */
export interface DeskState {
  readonly name: string;
  /** Brings a page that is signed in as an MD to it. */
  open(page: Page): Promise<void>;
}

const claimPath = '**/api/review/claim';
const decisionsPath = '**/api/review/products/*/decisions';

/** Opens the desk on whatever is free, with the first row in focus. */
export async function openDesk(page: Page): Promise<void> {
  await page.goto('/review');
  await expect(page.getByRole('grid').locator('[aria-selected=true]')).toBeFocused();
}

const press =
  (...keys: readonly string[]) =>
  async (page: Page) => {
    await openDesk(page);
    for (const key of keys) await page.keyboard.press(key);
  };

const withDialog =
  (...keys: readonly string[]) =>
  async (page: Page) => {
    await press(...keys)(page);
    await expect(page.getByRole('dialog')).toBeVisible();
  };

export const deskStates: readonly DeskState[] = [
  { name: 'normal', open: openDesk },
  {
    name: 'editing',
    async open(page) {
      await press('KeyE')(page);
      await expect(page.getByRole('grid').getByRole('combobox')).toBeFocused();
    },
  },
  { name: 'skip', open: press('KeyK') },
  { name: 'key-sheet', open: withDialog('Shift+Slash') },
  { name: 'guideline', open: withDialog('KeyH') },
  {
    name: 'palette',
    async open(page) {
      await withDialog('Control+KeyK')(page);
      await page.keyboard.insertText('ㅁㄴㅌ');
      await expect(page.getByRole('dialog').getByRole('option').first()).toContainText(
        /모니터|monitor/i,
      );
    },
  },
  {
    name: 'zoom',
    async open(page) {
      await openDesk(page);
      await page.getByRole('region').getByRole('listitem').getByRole('button').first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'absent-open',
    async open(page) {
      await changeClaims(page, silenceLast);
      await openDesk(page);
      await page.getByRole('grid').locator('button[aria-expanded=false]').click();
    },
  },
  { name: 'decided', open: press('KeyN', 'KeyN', 'KeyR') },
  {
    name: 'offline',
    async open(page) {
      await openDesk(page);
      await page.context().setOffline(true);
      await page.keyboard.press('KeyN');
      await expect(page.locator('[data-saved=queued]')).toBeVisible();
    },
  },
  {
    name: 'conflict',
    async open(page) {
      await page.route(decisionsPath, async (route) => {
        const { decisions } = route.request().postDataJSON() as {
          decisions: { id: string; proposalId: number }[];
        };
        const conflicts = decisions.map(({ id, proposalId }) => ({
          id,
          proposalId,
          headId: null,
          decision: null,
        }));
        await route.fulfill({ json: { stored: [], conflicts } });
      });
      await press('KeyN')(page);
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'lease-lost',
    async open(page) {
      await page.route(decisionsPath, (route) =>
        route.fulfill({
          status: 409,
          json: { type: 'urn:avenue:review.errors.lease-lost', detail: '' },
        }),
      );
      await press('KeyN')(page);
      await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible();
    },
  },
  {
    name: 'crowded',
    async open(page) {
      await changeClaims(page, (product) => crowd(product));
      await openDesk(page);
    },
  },
  {
    name: 'empty',
    async open(page) {
      await page.route(claimPath, (route) =>
        route.fulfill({ json: { products: [], remaining: 0 } }),
      );
      await page.goto('/review');
      await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
    },
  },
  {
    name: 'failing',
    async open(page) {
      await page.route(claimPath, (route) => route.fulfill({ status: 503, body: '' }));
      await page.goto('/review');
      await expect(page.getByRole('main').getByRole('button').first()).toBeVisible();
    },
  },
  {
    name: 'loading',
    async open(page) {
      await page.route(claimPath, () => undefined);
      await page.goto('/review');
      await expect(page.getByRole('contentinfo')).toBeVisible();
    },
  },
];

/** Lets the page go back to the server as it is. */
export async function leaveState(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().setOffline(false);
  await page.evaluate(() => indexedDB.deleteDatabase('avenue-outbox'));
}

async function changeClaims(
  page: Page,
  change: (product: ReviewProduct) => ReviewProduct,
): Promise<void> {
  await page.route(claimPath, async (route) => {
    const answer = await route.fetch();
    const claimed: ClaimResult = claimResult.parse(await answer.json());
    await route.fulfill({
      response: answer,
      json: { ...claimed, products: claimed.products.map(change) },
    });
  });
}

/** The last row says nothing, for certain. */
function silenceLast(product: ReviewProduct): ReviewProduct {
  const rows = product.rows.map((row, place) => {
    if (place < product.rows.length - 1) return row;
    const proposal = { ...row.proposal, values: [], flags: [], alternatives: [] };
    return {
      ...row,
      proposal,
      group: 'absent' as const,
      reasons: [],
      witnesses: [],
      current: null,
    };
  });
  return { ...product, rows };
}

const crowdedRows = 40;
const specLength = 6_000;
const longValue =
  '스테인리스 스틸 304 이중 진공 단열 구조에 무광 분체 도장을 더한 손잡이 일체형 본체와 뚜껑 세트';

/** The most that a desk has to bear: 40 attributes, a long spec, values of 60 characters. */
function crowd(product: ReviewProduct): ReviewProduct {
  const [first] = product.rows;
  if (!first) return product;
  const rows = Array.from({ length: crowdedRows }, (_, place) => {
    const row = product.rows[place % product.rows.length] ?? first;
    const isLong = place % 3 === 0;
    const { attribute } = row;
    return {
      ...row,
      proposalId: row.proposalId * 100 + place,
      attribute: {
        ...attribute,
        key: `${attribute.key}-${place}`,
        ...(isLong ? { type: 'text' as const, unit: null, values: [] } : {}),
        nameKo: isLong ? `${attribute.nameKo} 및 세부 구성 안내` : attribute.nameKo,
      },
      proposal: isLong
        ? {
            ...row.proposal,
            flags: [],
            values: [{ surface: longValue, value: longValue, evidence: null, confidence: 0.6 }],
            alternatives: [],
          }
        : row.proposal,
      witnesses: isLong ? [] : row.witnesses,
      current: isLong ? null : row.current,
    };
  });
  const spec = `${product.spec}\n`.repeat(Math.ceil(specLength / (product.spec.length + 1)));
  return { ...product, rows, spec: spec.slice(0, specLength) };
}
