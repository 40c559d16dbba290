import { languages, renderScreen, type Language } from '@/components/ui/test-screen';
import { categoriesQuery, sellersQuery } from '@/lib/catalogue/queries';
import { queueChoicesQuery } from '@/lib/queues/queries';
import { en } from '@/lib/i18n/messages/en';
import { ko } from '@/lib/i18n/messages/ko';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { QueueForm } from './queue-form';

const catalogues = { ko: ko.queues, en: en.queues };

function showForm(language: Language) {
  const sent = vi.fn(async (...[address]: [address: string, init?: RequestInit]) =>
    Response.json(address.endsWith('/preview') ? { ready: 3, products: [] } : {}),
  );
  vi.stubGlobal('fetch', sent);
  const onClose = vi.fn();
  renderScreen(<QueueForm queue={null} onClose={onClose} />, language, (client) => {
    client.setQueryData(categoriesQuery().queryKey, []);
    client.setQueryData(sellersQuery().queryKey, [{ id: 5, name: '가게' }]);
    client.setQueryData(queueChoicesQuery().queryKey, {
      modelVersions: ['base-3'],
      people: [{ id: 'mina', name: '미나' }],
    });
  });
  return { sent, onClose };
}

afterEach(() => vi.unstubAllGlobals());

describe('queue form', () => {
  it.each(languages)(
    'names every field, in the order in which it is filled in (%s)',
    (language) => {
      showForm(language);
      expect(screen.getByRole('dialog')).toBeTruthy();
      const words = catalogues[language];
      const labels = [...document.querySelectorAll('form label')].map((label) => label.textContent);
      expect(labels.slice(0, 14)).toEqual([
        words.name,
        words.order,
        words.category,
        words.attribute,
        words.seller,
        words.confidence.label,
        words['minimum-price'],
        words['maximum-price'],
        words.query,
        words.model,
        words.flag,
        words.minimumAgeHours,
        words.maximumAgeHours,
        words['only-flagged'],
      ]);
      const texts = screen.getAllByRole('textbox');
      expect(document.activeElement).toBe(texts[0]);
    },
  );

  it('is saved under its name, and not without one', async () => {
    const { sent, onClose } = showForm('en');
    const save = screen.getByRole('button', { name: 'Save' });
    expect(save.hasAttribute('disabled')).toBe(true);
    await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'Monitors');
    await userEvent.click(save);
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    const put = sent.mock.calls.find(([, init]) => init?.method === 'PUT');
    expect(JSON.parse(String(put?.[1]?.body))).toMatchObject({ name: 'Monitors', filter: {} });
  });

  it('offers the sellers and the models that there are', () => {
    showForm('ko');
    expect(screen.getByRole('option', { name: '가게' })).toBeTruthy();
    expect(screen.getByRole('option', { name: 'base-3' })).toBeTruthy();
  });

  it('has no attribute to choose before a category is chosen', () => {
    showForm('en');
    const attribute = screen.getByRole('combobox', { name: 'Attribute' });
    expect(attribute.hasAttribute('disabled')).toBe(true);
  });
});
