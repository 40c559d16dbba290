import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Loaded } from './loaded';
import { renderScreen } from './test-screen';

const show = (data: string) => <p>{data}</p>;
const place = (container: HTMLElement) => container.querySelector('[aria-hidden="true"].h-40');

describe('Loaded', () => {
  it('keeps the place of an answer until it is there', () => {
    const query = { data: undefined, error: null, isPending: true };
    const { container } = renderScreen(
      <Loaded query={query} skeleton="h-40">
        {show}
      </Loaded>,
      'ko',
    );
    expect(place(container)).not.toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says what the server said, in place of a place', () => {
    const query = { data: undefined, error: new Error('너무 많습니다'), isPending: true };
    const { container } = renderScreen(<Loaded query={query} skeleton="h-40" />, 'ko');
    expect(screen.getByRole('alert').textContent).toBe('너무 많습니다');
    expect(place(container)).toBeNull();
  });

  it('keeps an answer on the screen when it could not be read anew', () => {
    const query = { data: '27인치', error: new Error('gone'), isPending: false };
    renderScreen(
      <Loaded query={query} skeleton="h-40">
        {show}
      </Loaded>,
      'en',
    );
    expect(screen.getByRole('alert').textContent).toBe('gone');
    expect(screen.getByText('27인치')).toBeTruthy();
  });
});
