import { languages, renderScreen, type Language } from '@/components/ui/test-screen';
import { categoriesQuery } from '@/lib/catalogue/queries';
import { en } from '@/lib/i18n/messages/en';
import { ko } from '@/lib/i18n/messages/ko';
import type { ImportSummary } from '@/lib/imports/contract';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DraftSchemas } from './draft-schemas';
import { HeldWithdrawals } from './held-withdrawals';

const words = { ko: ko.imports, en: en.imports };
const id = '6f0a7f5e-58d7-4a51-9a7d-6a3f5f3d1c11';

const summary: ImportSummary = {
  id,
  fileName: '상품.csv',
  byteSize: 100,
  format: {
    kind: 'delimited',
    compression: 'none',
    encoding: 'utf-8',
    isEncodingCertain: true,
    delimiter: ',',
    quoting: 'double',
    headerRow: null,
    sheet: null,
    sheets: [],
  },
  mapping: {
    columns: {},
    seller: null,
    categoryKey: null,
    createCategories: false,
    holdUnknownCategories: false,
    isFullFeed: true,
    reading: {},
  },
  state: 'done',
  rowsSettled: 3,
  rowsInserted: 0,
  rowsUpdated: 0,
  rowsUnchanged: 1,
  rowsRejected: 2,
  rowsWarned: 0,
  offersWithdrawn: 0,
  heldWithdrawals: { count: 12, reason: 'rejected-rows' },
  bytesRead: 100,
  isStalled: false,
  error: null,
  createdBy: '이서연',
  createdAt: '2026-12-01T00:00:00.000Z',
  startedAt: '2026-12-01T00:00:00.000Z',
  finishedAt: '2026-12-01T00:00:01.000Z',
};

function showHeld(language: Language, mayImport = true, held = summary.heldWithdrawals) {
  const sent = vi.fn(async (...[address, init]: [address: string, init?: RequestInit]) =>
    Response.json({ ...summary, heldWithdrawals: null, asked: [address, init?.method] }),
  );
  vi.stubGlobal('fetch', sent);
  renderScreen(
    <HeldWithdrawals summary={{ ...summary, heldWithdrawals: held }} mayImport={mayImport} />,
    language,
  );
  return sent;
}

afterEach(() => vi.unstubAllGlobals());

describe('what a full feed leaves out', () => {
  it.each(languages)(
    'says how many, why it asks, and sends the answer once (%s)',
    async (language) => {
      const sent = showHeld(language);
      expect(screen.getByText(words[language]['held-reason']['rejected-rows'])).toBeTruthy();
      expect(screen.getAllByText(/12/)).toHaveLength(2);
      await userEvent.click(screen.getByRole('button', { name: words[language]['held-keep'] }));
      await waitFor(() => expect(sent).toHaveBeenCalledTimes(1));
      const [address, init] = sent.mock.calls[0]!;
      expect(address.endsWith(`${id}/withdrawals`)).toBe(true);
      expect(init?.body).toBe(JSON.stringify({ choice: 'keep' }));
    },
  );

  it('asks nobody who may not answer, and nothing where nothing is held', () => {
    showHeld('ko', false);
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('group')).toBeTruthy();
    document.body.replaceChildren();
    showHeld('ko', true, null);
    expect(screen.queryByRole('group')).toBeNull();
  });
});

describe('categories without a schema', () => {
  const node = (key: string, attributes: number, products: number, isLeaf = true) => ({
    key,
    parentKey: null,
    nameKo: `분류 ${key}`,
    nameEn: `Category ${key}`,
    depth: 0,
    isLeaf,
    attributes,
    products,
    sourceRef: null,
  });

  it.each(languages)('are one step from their draft, the others left out (%s)', (language) => {
    renderScreen(<DraftSchemas />, language, (client) => {
      client.setQueryData(categoriesQuery().queryKey, [
        node('cups', 0, 28),
        node('taught', 5, 9),
        node('empty', 0, 0),
        node('above', 0, 28, false),
      ]);
    });
    const links = screen.getAllByRole('link', { name: words[language]['bare-draft'] });
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/schemas/cups?draft=listings',
    ]);
  });
});
