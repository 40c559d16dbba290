import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { languages, renderScreen } from '../ui/test-screen';
import { SystemNotice } from './system-notice';

it.each(languages)('tells an admin which model does not open and why (%s)', (language) => {
  const health = { model: 'failed', modelVersion: 'lamp-3', modelDetail: 'ENOENT' } as const;
  renderScreen(<SystemNotice health={health} />, language);
  expect(screen.getByRole('region').textContent).toMatch(/lamp-3.*ENOENT/);
});

it('says nothing while the model answers', () => {
  const health = { model: 'ready', modelVersion: 'lamp-3', modelDetail: null } as const;
  const { container } = renderScreen(<SystemNotice health={health} />, 'ko');
  expect(container.textContent).toBe('');
});
