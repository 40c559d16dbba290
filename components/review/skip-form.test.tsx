import { languages, renderScreen, type Language } from '@/components/ui/test-screen';
import { skipReasons } from '@/lib/values/skip-reason';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { SkipForm } from './skip-form';

function showForm(language: Language) {
  const onSkip = vi.fn();
  const onEnd = vi.fn();
  renderScreen(<SkipForm onSkip={onSkip} onEnd={onEnd} />, language);
  return { onSkip, onEnd, user: userEvent.setup() };
}

describe('skipping', () => {
  it.each(languages)('offers every reason under a digit, with words (%s)', (language) => {
    showForm(language);
    const names = screen.getAllByRole('radio').map((radio) => radio.closest('label')?.textContent);
    expect(names).toHaveLength(skipReasons.length);
    names.forEach((name, place) => expect(name).toMatch(new RegExp(`^${place + 1}\\S.*`)));
  });

  it('takes a digit and Enter, without a note', async () => {
    const { onSkip, user } = showForm('ko');
    await user.keyboard('2{Enter}');
    expect(onSkip.mock.calls).toEqual([[{ reason: 'wrong-category', note: null }]]);
  });

  it('wants a note for another reason, in which digits are digits', async () => {
    const { onSkip, user } = showForm('en');
    await user.keyboard('7{Enter}');
    expect(onSkip).not.toHaveBeenCalled();
    await user.keyboard('see 2 of 3{Enter}');
    expect(onSkip.mock.calls).toEqual([[{ reason: 'other', note: 'see 2 of 3' }]]);
  });

  it('is given up with Escape', async () => {
    const { onSkip, onEnd, user } = showForm('ko');
    await user.keyboard('{Escape}');
    expect(onEnd).toHaveBeenCalledOnce();
    expect(onSkip).not.toHaveBeenCalled();
  });
});
