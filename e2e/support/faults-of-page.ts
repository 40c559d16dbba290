import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { demoSchemas } from '../../lib/demo/generate';

/** What the browser complained of since it was last asked, by page. */
const complaints = new WeakMap<Page, string[]>();

/** React says by these numbers that the browser would have written another page than the server did. */
const hydration = /#(418|419|421|422|423|425)\b|hydrat|did not match/i;
const missingMessage = /MISSING_MESSAGE|FORMATTING_ERROR|INVALID_MESSAGE/;

/** Listens to what the page complains of, from before its first visit. */
export function watchComplaints(page: Page): void {
  if (complaints.has(page)) return;
  const heard: string[] = [];
  complaints.set(page, heard);
  const note = (text: string) => {
    if (hydration.test(text) || missingMessage.test(text)) heard.push(text.slice(0, 300));
  };
  page.on('pageerror', (error) => note(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') note(message.text());
  });
}

/**
 * What no person should read: the key of a message, of an attribute or of a category in place of its
 * words, and what the browser complained of. Code is shown as code and may be a key; the pages of the
 * schemas are where keys are kept.
 */
export async function findWordFaults(page: Page): Promise<string[]> {
  const texts = await readTexts(page);
  const heard = complaints.get(page)?.splice(0) ?? [];
  const mayHold = new URL(page.url()).pathname.startsWith('/schemas') ? schemaKeys : null;
  const keys = texts.flatMap(findKeys).filter((key) => !mayHold?.has(key));
  return [...new Set([...keys, ...heard])];
}

const messages = path.join(import.meta.dirname, '..', '..', 'lib', 'i18n', 'messages', 'ko');
const namespaces = new Set(readdirSync(messages).map((file) => path.basename(file, '.json')));
/** Keys of more than one word: one alone may be a word of English. */
const schemaKeys = new Set(
  demoSchemas()
    .flatMap(({ category, attributes }) => [category.key, ...attributes.map(({ key }) => key)])
    .filter((key) => /[-_]/.test(key)),
);

/** The keys in a text. */
export function findKeys(text: string): string[] {
  const dotted = text.match(/[a-z][a-z-]*(?:\.[a-zA-Z0-9_-]+)+/g) ?? [];
  const ofMessages = dotted.filter((key) => namespaces.has(key.split('.')[0] ?? ''));
  const words = text.match(/[a-z0-9]+(?:[-_][a-z0-9]+)+/g) ?? [];
  return [...ofMessages, ...words.filter((word) => schemaKeys.has(word))];
}

/** Everything that is read on the page or read out from it. */
function readTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const code = 'code, pre, kbd, samp, script, style, textarea, [data-evidence]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest(code) === null) found.push(node.textContent ?? '');
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (element.closest(code) === null) found.push(element.getAttribute(name) ?? '');
      }
    }
    return found;
  });
}
