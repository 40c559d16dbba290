import { languages, renderScreen } from '@/components/ui/test-screen';
import { listingDraftQuery } from '@/lib/catalogue/queries';
import { schemaDraft } from '@/lib/catalogue/schema-contract';
import { attributeDefinition, type AttributeRule } from '@/lib/values/contract';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { AttributeRules } from './attribute-rules';

const define = (key: string, nameKo: string, rules: AttributeRule[] = []) =>
  attributeDefinition.parse({ key, nameKo, nameEn: key, type: 'number', unit: 'L', rules });
const freezer = define('freezer', '냉동실');
const fridge = define('fridge', '냉장실');
const total = define('total', '전체', [{ kind: 'sum-of', of: ['freezer', 'fridge'] }]);
const draft = schemaDraft.parse({
  listings: 30,
  attributes: [],
  rules: [{ key: 'freezer', rule: { kind: 'at-most', of: ['total'] }, products: 30, share: 0.97 }],
});

function show(attribute: typeof freezer, language: 'ko' | 'en' = 'en') {
  const saved: AttributeRule[][] = [];
  const schema = [freezer, fridge, total];
  renderScreen(
    <AttributeRules
      categoryKey="fridges"
      attribute={attribute}
      schema={schema}
      error={null}
      onChange={(rules) => saved.push(rules)}
    />,
    language,
    (client) => client.setQueryData(listingDraftQuery('fridges').queryKey, draft),
  );
  return saved;
}

describe('rules of an attribute', () => {
  it.each(languages)('are written as a sentence and can be taken out (%s)', async (language) => {
    const saved = show(total, language);
    const name = language === 'ko' ? /규칙 빼기: .*냉동실.*냉장실/ : /Remove rule: Sum of freezer/;
    await userEvent.click(screen.getByRole('button', { name }));
    expect(saved).toEqual([[]]);
  });

  it('are made of a kind and the attributes that it can be compared with', async () => {
    const saved = show(fridge);
    const add = screen.getByRole('button', { name: 'Add rule' });
    expect(add.hasAttribute('disabled')).toBe(true);
    await userEvent.selectOptions(screen.getByRole('listbox'), 'total');
    await userEvent.click(add);
    expect(saved).toEqual([[{ kind: 'at-most', of: ['total'] }]]);
  });

  it('are suggested by what the values keep', async () => {
    const saved = show(freezer);
    await userEvent.click(screen.getByRole('button', { name: 'Take suggestion: At most total' }));
    expect(saved).toEqual([[{ kind: 'at-most', of: ['total'] }]]);
  });
});
