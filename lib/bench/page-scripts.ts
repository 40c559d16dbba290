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

/**
 * The JavaScript that the open page has loaded so far, chunks fetched after the first paint
 * included. For a whole page: a browser context without a cache, and the network idle before.
 */
export async function readPageScripts(page: Page): Promise<PageScripts> {
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter(({ name }) => new URL(name).pathname.endsWith('.js'))
      .map(({ name, encodedBodySize }) => ({
        path: new URL(name).pathname,
        bytes: encodedBodySize,
      })),
  );
  const byPath = new Map<string, number>();
  // A preloaded script stands in the list twice.
  for (const { path, bytes } of scripts) byPath.set(path, Math.max(bytes, byPath.get(path) ?? 0));
  const unique = [...byPath].map(([path, bytes]) => ({ path, bytes }));
  return {
    totalBytes: unique.reduce((sum, { bytes }) => sum + bytes, 0),
    scripts: unique.toSorted((one, other) => other.bytes - one.bytes),
  };
}
