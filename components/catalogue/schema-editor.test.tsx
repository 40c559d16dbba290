import { languages, renderScreen, type Language } from '@/components/ui/test-screen';
import { attributeDefinition } from '@/lib/values/contract';
import { schemaQuery } from '@/lib/catalogue/queries';
import { categorySchema } from '@/lib/catalogue/schema-contract';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { SchemaEditor } from './schema-editor';

const attributes = ['size', 'panel'].map((key) =>
  attributeDefinition.parse({ key, nameKo: `속성 ${key}`, nameEn: `Name ${key}`, type: 'text' }),
);
const schema = categorySchema.parse({
  document: {
    format: 'avenue.schema.v1',
    category: { key: 'monitor', nameKo: '모니터', nameEn: 'Monitor' },
    attributes,
  },
  revision: 3,
  savedBy: '미나',
  savedAt: '2026-01-01T00:00:00.000Z',
  isLeaf: true,
  products: 12,
  pathKo: ['가전'],
  pathEn: ['Appliances'],
  archived: [],
});

const showEditor = (language: Language, canEdit = true) =>
  renderScreen(
    <SchemaEditor categoryKey="monitor" canEdit={canEdit} draft={null} />,
    language,
    (client) => client.setQueryData(schemaQuery('monitor').queryKey, schema),
  );

describe('schema editor', () => {
  it.each(languages)('shows the attributes in order, the first of them open (%s)', (language) => {
    showEditor(language);
    const word = language === 'ko' ? '속성' : 'Name';
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
      language === 'ko' ? '모니터' : 'Monitor',
    );
    const rows = document.querySelectorAll('button[aria-pressed]');
    expect([...rows].map((row) => row.textContent)).toEqual([`${word} size`, `${word} panel`]);
    expect([...rows].map((row) => row.getAttribute('aria-pressed'))).toEqual(['true', 'false']);
  });

  it('can be saved once it differs from what is stored, and no sooner', async () => {
    showEditor('en');
    const save = screen.getByRole('button', { name: 'Save' });
    expect(save.hasAttribute('disabled')).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Add attribute' }));
    expect(save.hasAttribute('disabled')).toBe(false);
    expect(document.querySelectorAll('button[aria-pressed]')).toHaveLength(3);
  });

  it('moves a row with Alt and an arrow, and opens the next one with the arrow alone', async () => {
    showEditor('en');
    const keys = () =>
      [...document.querySelectorAll('button[aria-pressed]')].map((row) => row.textContent);
    screen.getByRole('button', { name: 'Name size' }).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('button', { name: 'Name panel', pressed: true })).toBeTruthy();
    screen.getByRole('button', { name: 'Name size' }).focus();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(keys()).toEqual(['Name panel', 'Name size']);
  });

  it('gives who may not edit it neither saving nor adding', () => {
    showEditor('en', false);
    expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Add attribute' })).toBeNull();
  });
});
