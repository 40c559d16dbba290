import { languages, renderScreen, type Language } from '@/components/ui/test-screen';
import { makeRow } from '@/lib/desk/testing/desk-fixture';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { ValueEditor } from './value-editor';

function showEditor(language: Language) {
  const calls = { onSave: vi.fn(), onCancel: vi.fn() };
  const row = makeRow({ id: 1, type: 'enum', values: ['LG'], listed: ['LG', 'Samsung'] });
  renderScreen(
    <ValueEditor row={row} decision={null} unit={null} candidates={[]} {...calls} />,
    language,
  );
  return calls;
}

describe('value editor', () => {
  it.each(languages)('is named after its attribute and has the focus (%s)', (language) => {
    showEditor(language);
    const name = language === 'ko' ? /속성1/ : /Attribute 1/;
    const field = screen.getByRole('combobox', { name });
    expect(document.activeElement).toBe(field);
    expect(field.getAttribute('aria-controls')).toBe(screen.getByRole('listbox').id);
  });

  it('saves the first of the list that is meant by what is typed', async () => {
    const { onSave } = showEditor('ko');
    await userEvent.type(screen.getByRole('combobox'), 'sams{Enter}', {
      initialSelectionStart: 0,
      initialSelectionEnd: 2,
    });
    expect(onSave.mock.calls).toEqual([[['Samsung']]]);
  });

  it('gives up at Escape, without a value', async () => {
    const { onSave, onCancel } = showEditor('en');
    await userEvent.type(screen.getByRole('combobox'), 'x{Escape}');
    expect(onCancel).toHaveBeenCalledOnce();
    expect(onSave).not.toHaveBeenCalled();
  });
});
