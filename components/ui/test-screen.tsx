import { makeQueryClient } from '@/lib/browser/query-client';
import { en } from '@/lib/i18n/messages/en';
import { ko } from '@/lib/i18n/messages/ko';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { cleanup, configure, render } from '@testing-library/react';
import axe from 'axe-core';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';

export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];

const catalogues = { ko, en };

// A bound, not a measure: a busy machine fails no test.
configure({ asyncUtilTimeout: 60_000 });
afterEach(cleanup);

/**
 * Renders for a test as a page would; a message that is not in the catalogue fails the test.
 * `prefill` puts in what the screen would ask the server for.
 */
export function renderScreen(
  screen: ReactNode,
  language: Language,
  prefill?: (client: QueryClient) => void,
) {
  const client = makeQueryClient();
  prefill?.(client);
  return render(
    <QueryClientProvider client={client}>
      <NextIntlClientProvider
        locale={language}
        messages={catalogues[language]}
        timeZone="Asia/Seoul"
        onError={(error) => {
          throw error;
        }}
      >
        {screen}
      </NextIntlClientProvider>
    </QueryClientProvider>,
  );
}

/** What only a whole page has, and what only a browser that paints can tell. */
const ofWholePages = [
  'bypass',
  'color-contrast',
  'document-title',
  'html-has-lang',
  'landmark-one-main',
  'page-has-heading-one',
  'region',
];

/** Rule and place of every accessibility fault that axe finds in what is rendered. */
export async function findScreenFaults(): Promise<string[]> {
  const rules = Object.fromEntries(ofWholePages.map((id) => [id, { enabled: false }]));
  const { violations } = await axe.run(document, { resultTypes: ['violations'], rules });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
