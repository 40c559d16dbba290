import { languages, renderScreen, type Language } from '@/components/ui/test-screen';
import { makeProduct, makeRow } from '@/lib/desk/testing/desk-fixture';
import { makeSheet, type Sheet } from '@/lib/desk/desk-state';
import { SeenRows } from '@/lib/desk/seen-rows';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { RowGrid } from './row-grid';

const rows = [
  makeRow({ id: 1, group: 'needs', values: ['LG'], listed: ['LG', 'Samsung'], type: 'enum' }),
  makeRow({ id: 2, group: 'right', values: ['27'] }),
  makeRow({ id: 3, group: 'absent', values: [] }),
];

function showGrid(language: Language, change: Partial<Sheet> = {}) {
  const actions = {
    focus: vi.fn(),
    choose: vi.fn(),
    beginEdit: vi.fn(),
    endEdit: vi.fn(),
    absent: vi.fn(),
    save: vi.fn(),
    cycleUnit: vi.fn(),
    keyLabel: (id: string) => `[${id}]`,
    toggleAbsent: vi.fn(),
    acceptRest: vi.fn(),
  };
  renderScreen(
    <RowGrid
      sheet={{ ...makeSheet(makeProduct(7, rows)), ...change }}
      units={new Map()}
      restKey="⇧A"
      isCovered={false}
      seen={new SeenRows()}
      markOf={() => null}
      actions={actions}
    />,
    language,
  );
  return actions;
}

const rowOf = (name: string) =>
  screen.getByRole('rowheader', { name: new RegExp(`^${name}`) }).closest('[data-row]');

describe('rows of the desk', () => {
  it.each(languages)('are a grid with one tab stop, which has the focus (%s)', (language) => {
    showGrid(language);
    const tabStops = screen.getAllByRole('row').filter((row) => row.tabIndex === 0);
    const focused = rowOf(language === 'ko' ? '속성1' : 'Attribute 1');
    expect(tabStops.filter((row) => row.dataset.row !== undefined)).toEqual([focused]);
    expect(document.activeElement).toBe(focused);
    expect(focused?.getAttribute('aria-selected')).toBe('true');
  });

  it('keep what is not stated folded until it is asked for', async () => {
    const { toggleAbsent } = showGrid('en');
    expect(screen.queryByRole('rowheader', { name: 'Attribute 3' })).toBeNull();
    const fold = screen.getByRole('button', { expanded: false });
    await userEvent.click(fold);
    expect(toggleAbsent).toHaveBeenCalledOnce();
  });

  it('show the folded rows once they are opened', () => {
    showGrid('ko', { isAbsentOpen: true });
    expect(screen.getByRole('button', { expanded: true })).toBeTruthy();
    expect(rowOf('속성3')).not.toBeNull();
  });

  it('take the focus where a row is pressed, but not where its button is', async () => {
    const { focus, acceptRest } = showGrid('en');
    await userEvent.click(screen.getByText('Attribute 2'));
    expect(focus.mock.calls).toEqual([[2]]);
    await userEvent.click(screen.getByRole('button', { name: /⇧A/ }));
    expect(acceptRest).toHaveBeenCalledOnce();
    expect(focus).toHaveBeenCalledOnce();
  });

  it('offer the key and the button of an absence on the row in focus', async () => {
    const { absent } = showGrid('ko');
    const row = rowOf('속성1');
    if (!(row instanceof HTMLElement)) throw new Error('the row is not there');
    await userEvent.click(within(row).getByRole('button', { name: /not-stated/ }));
    expect(absent.mock.calls).toEqual([['not-stated']]);
  });
});
