import { describe, expect, it } from 'vitest';
import { schemaDocument } from '../../values/contract';
import { describeBySchemas, learnAttributes, listedEntries } from './labels';
import { tinyLines } from '../testing/tiny';

const schema = schemaDocument.parse({
  category: { key: 'lamp', nameKo: '조명', nameEn: 'Lamps' },
  attributes: [
    { key: 'colour', nameKo: '색상', nameEn: 'Colour', type: 'enum', values: [{ value: '보라' }] },
    {
      key: 'weight',
      nameKo: '무게',
      nameEn: 'Weight',
      type: 'number',
      unit: 'kg',
      examples: ['2.1kg', '3 kg'],
    },
  ],
});

describe('attributes that lines teach', () => {
  const isMultiple = (lists: 'any' | 'all' | null) =>
    learnAttributes([tinyLines(50)], lists).find(({ name }) => name === '단자')?.isMultiple;

  it('have several values where lists mean all of them, which they do when they are frequent', () => {
    expect([isMultiple('all'), isMultiple('any'), isMultiple(null)]).toEqual([true, false, true]);
  });
});

describe('attributes that a schema describes', () => {
  const learnt = learnAttributes([tinyLines(50)]);
  const attributes = describeBySchemas(learnt, [schema]);
  const find = (name: string) => attributes.find((attribute) => attribute.name === name);

  it('take type, unit and examples from it', () => {
    expect(find('색상')).toMatchObject({ type: 'enum', isMultiple: false });
    expect(find('색상')?.examples).toContain('보라');
    expect(find('전력')).toEqual(learnt.find(({ name }) => name === '전력'));
  });

  it('can be asked when no line teaches them', () => {
    expect(find('무게')).toEqual({
      category: '조명',
      name: '무게',
      isMultiple: false,
      type: 'number',
      unit: 'kg',
      examples: ['2.1kg', '3 kg'],
    });
  });

  it('have their listed values and the patterns of these as dictionary entries', () => {
    const entries = listedEntries(attributes, [schema]);
    const texts = entries.map(({ attribute, text, isPattern }) => [attribute, text, isPattern]);
    expect(texts).toEqual([
      ['색상', '보라', false],
      ['무게', '2.1kg', false],
      ['무게', '3 kg', false],
      ['무게', '0kg', true],
      ['무게', '0 kg', true],
    ]);
  });
});
