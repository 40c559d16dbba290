import { languages, renderScreen } from '@/components/ui/test-screen';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { SidePanel } from './side-panel';

function showPanel(ownsKeys: boolean, language: (typeof languages)[number] = 'ko') {
  const onClose = vi.fn();
  const onPageKey = vi.fn();
  renderScreen(
    <div onKeyDown={(event) => onPageKey(event.code)}>
      <SidePanel title="지침" ownsKeys={ownsKeys} onClose={onClose}>
        <button type="button">in it</button>
      </SidePanel>
    </div>,
    language,
  );
  return { onClose, onPageKey };
}

describe('a panel beside the work', () => {
  it.each(languages)('has a name and lies over nothing (%s)', (language) => {
    showPanel(false, language);
    const panel = screen.getByRole('dialog', { name: '지침' });
    expect(panel.matches(':modal')).toBe(false);
    expect(panel.className).toMatch(/\bstatic\b/);
  });

  it('closes by Escape and by its button', async () => {
    const { onClose } = showPanel(true);
    screen.getByText('in it').focus();
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: '닫기' }));
    expect(onClose).toHaveBeenCalledTimes(2);
  });

  it('keeps its keys from the page only where it has its own', async () => {
    const open = showPanel(false);
    screen.getByText('in it').focus();
    await userEvent.keyboard('n');
    expect(open.onPageKey.mock.calls).toEqual([['KeyN']]);
  });

  it('gives no key away where it has its own', async () => {
    const own = showPanel(true);
    screen.getByText('in it').focus();
    await userEvent.keyboard('n');
    expect(own.onPageKey).not.toHaveBeenCalled();
  });
});
