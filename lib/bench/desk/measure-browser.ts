import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { reviewProduct, type ReviewProduct, type ReviewRow } from '../../curation/contract';
import { claimResult } from '../../desk/contract';
import { requireChromium } from '../../launch/chromium';
import { createApi, openAgent } from './call-api';
import { round, summarise, timesHead, timesRow, type Part, type Times } from './figures';
import type { Installation, SignedIn } from './installation';
import { readPageScripts, watchForProduct, type PageScripts } from '../page-scripts';
import { otherValue } from './work-like-a-person';

/** What the page itself saw; see `watchPaints`. */
interface Seen {
  /** Key pressed → frame with its effect handed over, per key. */
  readonly keys: number[];
  /** The same by the browser's Event Timing, in steps of 8 ms and from 16 ms on. */
  readonly events: number[];
  /** Enter pressed → next title painted. */
  readonly products: number[];
}

type Watched = Window & { avenueSeen?: Seen };

/** A row must have stood on the screen this long before "accept the rest" takes it. */
const seenMs = 700;

/**
 * The desk in a real Chromium with real key presses: how long a key takes to paint, how long the next
 * product takes, how many keys a product takes, and how much JavaScript the page loads.
 */
export async function measureBrowser(
  installation: Installation,
  person: SignedIn,
  products: number,
): Promise<Part> {
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const script = await measureScript(browser, installation, person);
    const context = await openContext(browser, installation, person);
    const page = await context.newPage();
    const [first] = await openQueue(page, installation);
    const keystrokes = await countKeystrokes(page, installation, person, first);
    const seen = await workThrough(page, products);
    const cold = await openColdly(page, installation, products);
    const keys = summarise(seen.keys);
    const prefetched = summarise(seen.products);
    return {
      figures: [
        { name: 'key → paint p95', value: keys.p95, unit: 'ms', limit: 50 },
        { name: 'next product p95, prefetched', value: prefetched.p95, unit: 'ms', limit: 100 },
        { name: 'product p95, cold', value: cold.p95, unit: 'ms', limit: 300 },
        { name: 'keys for 13 right and 2 wrong', value: keystrokes, unit: '', limit: 12 },
        {
          name: 'JavaScript until the product stands',
          value: kilobytes(script.first),
          unit: 'kB',
          limit: 250,
        },
        {
          name: 'JavaScript with all that is loaded ahead',
          value: kilobytes(script.all),
          unit: 'kB',
          limit: null,
        },
      ],
      notes: [
        'Script: the bodies of every `.js` file that the page fetched on a first visit, compressed as the server sent them, each once; 1 kB is 1,000 bytes.',
        '',
        'Keys come through the DevTools protocol as trusted input. From the time stamp of `keydown` to a task queued in the next animation frame, which the browser runs once that frame is handed over; beside it what Event Timing says, which counts from 16 ms on in steps of 8 and knows the slower ones alone.',
        '',
        ...timesHead,
        timesRow('key → paint', keys),
        ...(seen.events.length > 0
          ? [timesRow('the same by Event Timing', summarise(seen.events))]
          : []),
        timesRow('Enter → next product, prefetched', prefetched),
        timesRow('link of the queue → product, nothing prefetched', cold),
      ],
    };
  } finally {
    await browser.close();
  }
}

async function openContext(
  browser: Browser,
  { url }: Installation,
  { cookie }: SignedIn,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    viewport: { width: 1440, height: 900 },
  });
  await context.addCookies([{ ...cookie, url }]);
  // The runner names nested functions through a helper that a page does not have.
  await context.addInitScript('globalThis.__name = (named) => named');
  await context.addInitScript(watchPaints);
  return context;
}

/** Runs in the page. A task posted from an animation frame runs after that frame was painted. */
function watchPaints(): void {
  const seen: Seen = { keys: [], events: [], products: [] };
  (window as Watched).avenueSeen = seen;
  const longestMs = 15_000;
  const afterPaint = (work: () => void) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = work;
      port2.postMessage(null);
    });
  const openProduct = () => document.querySelector<HTMLElement>('[data-product]')?.dataset.product;
  let lastPressedAt = 0;
  /** Watches for another product than `before`; `pressedAt` counts from the epoch. */
  const lookForProduct = (pressedAt: number, before: string | undefined) =>
    afterPaint(() => {
      // The Enter before, which only moved on, looks in the frame of this one as well.
      if (pressedAt !== lastPressedAt) return;
      const elapsed = performance.timeOrigin + performance.now() - pressedAt;
      const isThere = document.querySelector('[role=grid] [aria-selected=true]') !== null;
      if (isThere && openProduct() !== before) {
        seen.products.push(elapsed);
        sessionStorage.removeItem('avenue-pressed-at');
      } else if (elapsed < longestMs) lookForProduct(pressedAt, before);
    });
  window.addEventListener(
    'keydown',
    ({ timeStamp, code }) => {
      afterPaint(() => seen.keys.push(performance.now() - timeStamp));
      if (code !== 'Enter') return;
      const pressedAt = performance.timeOrigin + timeStamp;
      lastPressedAt = pressedAt;
      sessionStorage.setItem('avenue-pressed-at', String(pressedAt));
      lookForProduct(pressedAt, openProduct());
    },
    true,
  );
  // A link that is followed before the page came alive loads a new document.
  const pressedBefore = sessionStorage.getItem('avenue-pressed-at');
  if (pressedBefore !== null) {
    lastPressedAt = Number(pressedBefore);
    lookForProduct(lastPressedAt, undefined);
  }
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) {
      if (name === 'keydown') seen.events.push(duration);
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

const kilobytes = ({ totalBytes }: PageScripts): number => round(totalBytes / 1000);

interface LoadedScript {
  readonly first: PageScripts;
  readonly all: PageScripts;
}

/** A first visit: what the desk needs for its first product, and all that it loads ahead. */
async function measureScript(
  browser: Browser,
  installation: Installation,
  person: SignedIn,
): Promise<LoadedScript> {
  const context = await openContext(browser, installation, person);
  const page = await context.newPage();
  await watchForProduct(page);
  await openQueue(page, installation);
  const first = await readPageScripts(page, 'first');
  await page.waitForLoadState('networkidle');
  const all = await readPageScripts(page);
  await context.close();
  return { first, all };
}

/** Opens the whole queue and waits until its first product stands. */
async function openQueue(page: Page, { url }: Installation): Promise<readonly ReviewProduct[]> {
  const claimed = page.waitForResponse('**/api/review/claim');
  await page.goto(`${url}/review`);
  const { products } = claimResult.parse(await (await claimed).json());
  await page.getByRole('grid').locator('[aria-selected=true]').waitFor();
  return products;
}

/**
 * Works one product through as a person would whose two doubtful values are wrong: each edited, the
 * rest accepted, submitted.
 * @returns key presses beside the typed values
 */
async function countKeystrokes(
  page: Page,
  installation: Installation,
  person: SignedIn,
  product: ReviewProduct | undefined,
): Promise<number> {
  if (!product) throw new Error('The queue is empty');
  const needed = product.rows.filter(({ group }) => group === 'needs');
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  await page.waitForTimeout(seenMs);
  for (const row of needed) {
    await press('KeyE');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type(otherWords(row));
    await press('Enter');
  }
  for (let turn = 0; turn < 20; turn += 1) {
    await press('Shift+KeyA');
    const isDone = await waitForDecided(page);
    if (isDone) break;
    // Rows below the fold come into sight with the focus.
    await press('ArrowDown');
    await page.waitForTimeout(seenMs);
  }
  await press('Enter');
  await page.locator(`[data-product="${product.productId}"]`).waitFor({ state: 'detached' });
  await requireStored(installation, person, product.productId, needed.length);
  return keys;
}

/** Another value as a person types it. */
function otherWords(row: ReviewRow): string {
  const value = otherValue(row, row.proposal.values[0]?.value ?? undefined);
  if (typeof value === 'boolean') return value ? '지원' : '미지원';
  return String(value);
}

const decidedLimitMs = 1_000;

async function waitForDecided(page: Page): Promise<boolean> {
  const done = page.getByText('모두 검수함').waitFor({ timeout: decidedLimitMs });
  return done.then(
    () => true,
    () => false,
  );
}

/** What the keys did must be what was meant. */
async function requireStored(
  installation: Installation,
  person: SignedIn,
  productId: number,
  corrected: number,
): Promise<void> {
  const agent = openAgent();
  const api = createApi(installation.url, person, agent);
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const { body } = await api.call('GET', `/api/review/products/${productId}`);
    const { rows, state } = reviewProduct.parse(body);
    const kinds = rows.map(({ decision }) => decision?.kind);
    const corrections = kinds.filter((kind) => kind === 'correct').length;
    const accepted = kinds.filter((kind) => kind === 'accept').length;
    if (state !== 'ready' && corrections === corrected && accepted === rows.length - corrected) {
      agent.destroy();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Product ${productId} was not stored as the keys meant`);
}

/** Lets each frame pass before the next key, as fingers do. */
const betweenKeysMs = 60;

/** Keys of every kind on each product, then Enter to the next, which is there already. */
async function workThrough(page: Page, products: number): Promise<Seen> {
  const openProduct = () => page.locator('[data-product]').getAttribute('data-product');
  await forgetSeen(page);
  for (let place = 0; place < products; place += 1) {
    const before = await openProduct();
    await page.waitForLoadState('networkidle');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'Tab', 'KeyN', 'KeyZ', 'ArrowUp']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(betweenKeysMs);
    }
    for (let turn = 0; turn < 30 && (await openProduct()) === before; turn += 1) {
      await page.keyboard.press('Enter');
      await page.waitForTimeout(150);
      if ((await openProduct()) === before) await page.keyboard.press('KeyA');
    }
  }
  return readSeen(page);
}

/** From the link of a queue to its product, which nobody claimed before. */
async function openColdly(page: Page, { url }: Installation, times: number): Promise<Times> {
  const samples: number[] = [];
  for (let place = 0; place < times; place += 1) {
    await page.goto(`${url}/queues`);
    await page.waitForLoadState('networkidle');
    await page.locator('main a[href="/review"]').first().focus();
    await forgetSeen(page);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => ((window as Watched).avenueSeen?.products.length ?? 0) > 0);
    samples.push(...(await readSeen(page)).products);
  }
  return summarise(samples);
}

async function forgetSeen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { avenueSeen: seen } = window as Watched;
    if (seen) seen.keys.length = seen.events.length = seen.products.length = 0;
  });
}

async function readSeen(page: Page): Promise<Seen> {
  const seen = await page.evaluate(() => (window as Watched).avenueSeen);
  if (!seen) throw new Error('The page was not watched');
  return seen;
}
