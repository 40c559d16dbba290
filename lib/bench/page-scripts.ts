import type { Page } from 'playwright';

/** One script file as the browser received it. */
export interface LoadedScript {
  readonly path: string;
  /** Bytes of the body on the wire, compressed as the server sent it. */
  readonly bytes: number;
}

export interface PageScripts {
  readonly totalBytes: number;
  /** Largest first. */
  readonly scripts: readonly LoadedScript[];
}

const stood = 'avenue-product-stood';

/** Lets the pages that are opened from now on note when the desk's first product stands. */
export async function watchForProduct(page: Page): Promise<void> {
  await page.addInitScript((mark) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('[data-product]') === null) return;
      performance.mark(mark);
      observer.disconnect();
    });
    observer.observe(document, { childList: true, subtree: true });
  }, stood);
}

/**
 * The JavaScript that the open page has loaded so far, chunks fetched after the first paint
 * included. For a whole page: a browser context without a cache, and the network idle before.
 * Of a page that was watched for its product, `first` is what it had asked for until that stood.
 */
export async function readPageScripts(
  page: Page,
  which: 'all' | 'first' = 'all',
): Promise<PageScripts> {
  const mark = which === 'first' ? stood : null;
  const scripts = await page.evaluate((name) => {
    const end = name === null ? Infinity : performance.getEntriesByName(name)[0]?.startTime;
    if (end === undefined) throw new Error('The page was not watched for its product');
    return performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ startTime }) => startTime <= end)
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .map(({ name, encodedBodySize }) => ({
        path: new URL(name).pathname,
        bytes: encodedBodySize,
      }));
  }, mark);
  const byPath = new Map<string, number>();
  // A preloaded script stands in the list twice.
  for (const { path, bytes } of scripts) byPath.set(path, Math.max(bytes, byPath.get(path) ?? 0));
  const unique = [...byPath].map(([path, bytes]) => ({ path, bytes }));
  return {
    totalBytes: unique.reduce((sum, { bytes }) => sum + bytes, 0),
    scripts: unique.toSorted((one, other) => other.bytes - one.bytes),
  };
}
