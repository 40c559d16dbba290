import { findScreenFaults, languages, renderScreen } from '@/components/ui/test-screen';
import type { CategoryNode } from '@/lib/catalogue/schema-contract';
import type { SortingLine } from '@/lib/sorting/contract';
import { sortingQuery } from '@/lib/sorting/queries';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import SortingDesk from './sorting-desk';

const category = (key: string, nameKo: string, parentKey: string | null = null): CategoryNode => ({
  key,
  parentKey,
  nameKo,
  nameEn: key,
  depth: parentKey === null ? 0 : 1,
  isLeaf: key !== 'home',
  attributes: 1,
  products: 0,
  sourceRef: null,
});
const categories = [
  category('home', '가전'),
  category('pot', '밥솥', 'home'),
  category('pan', '냄비', 'home'),
  category('monitor', '모니터'),
  category('uncategorised', '미분류'),
];
const candidate = (key: string, confidence: number) => ({
  key,
  confidence,
  path: [{ key, confidence }],
  evidence: [{ source: 'title' as const, start: 2, end: 4 }],
});
const line = (id: number, more: Partial<SortingLine> = {}): SortingLine => ({
  id,
  productId: id,
  title: `결 밥솥 ${id}`,
  spec: '용량: 1L',
  brand: null,
  seller: '가게',
  sellerCategory: null,
  reason: 'uncategorised',
  currentKey: 'uncategorised',
  proposedKey: 'pot',
  candidates: [candidate('pot', 0.9), candidate('pan', 0.1)],
  modelVersion: 'test',
  head: null,
  ...more,
});

const page = (lines: readonly SortingLine[]) => ({
  proposals: [...lines],
  next: null,
  total: lines.length,
});

const sent: { url: string; body: Record<string, unknown> }[] = [];
beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
    const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as object) : {};
    sent.push({ url, body: { ...body } });
    const [, id] = /category-proposals\/(\d+)/.exec(url) ?? [];
    if (id === undefined) return Promise.resolve(Response.json(page([])));
    const { decisionId } = { decisionId: '', ...body };
    return Promise.resolve(
      Response.json({ id: decisionId, proposalId: Number(id), productId: 1, kind: 'accept' }),
    );
  });
});

function open(lines: readonly SortingLine[], language: 'ko' | 'en' = 'ko') {
  return renderScreen(<SortingDesk categories={categories} mayPropose />, language, (client) =>
    client.setQueryData(sortingQuery().queryKey, page(lines)),
  );
}
const press = (code: string) => fireEvent.keyDown(window, { code });

describe('sorting by keyboard', () => {
  it.each(languages)('says what it shows without faults in %s', async (language) => {
    open([line(1), line(2, { reason: 'doubtful', currentKey: 'monitor' })], language);
    expect(screen.getByText('밥솥', { selector: 'mark' })).toBeDefined();
    expect(await findScreenFaults()).toEqual([]);
  });

  it('takes candidates by number, goes on to the next product, and takes back', async () => {
    open([line(1), line(2), line(3)]);
    press('Digit2');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      url: expect.stringContaining('/1/decisions') as string,
      body: { toKey: 'pan', head: null },
    });
    await screen.findByText('2', { selector: 'h2 *' });
    press('KeyA');
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]!.body).toMatchObject({ toKey: 'pot' });
    await screen.findByText('3', { selector: 'h2 *' });
    press('KeyZ');
    await waitFor(() => expect(sent.find(({ url }) => url.includes('/undo'))).toBeDefined());
    const undo = sent.find(({ url }) => url.includes('/undo'));
    expect(undo?.url).toContain('/2/undo');
    expect(undo?.body).toMatchObject({ head: sent[1]!.body.decisionId });
  });

  it('keeps a doubtful one where it is, and never what has no category', async () => {
    open([line(1), line(2, { reason: 'doubtful', currentKey: 'monitor' })]);
    press('KeyV');
    expect(sent).toEqual([]);
    press('ArrowDown');
    press('KeyV');
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ body: { toKey: 'monitor' } });
  });

  it('finds another category by its first letters', async () => {
    open([line(1)]);
    press('KeyE');
    const field = screen.getByRole('combobox');
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'ㅁㄴㅌ' } });
    fireEvent.keyDown(field, { code: 'Enter' });
    await waitFor(() => expect(sent[0]).toMatchObject({ body: { toKey: 'monitor' } }));
  });
});
