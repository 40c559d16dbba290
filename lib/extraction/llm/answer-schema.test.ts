import { describe, expect, it } from 'vitest';
import { attributeDefinition } from '../../values/contract';
import { createAnswerSchema } from './answer-schema';

const attribute = (given: Record<string, unknown>) =>
  attributeDefinition.parse({ nameKo: '이름', nameEn: 'Name', type: 'text', ...given });

describe('the schema of an answer', () => {
  it('asks every attribute and nothing else', () => {
    const schema = createAnswerSchema([
      attribute({ key: 'brand' }),
      attribute({ key: 'ports', isMultiple: true }),
    ]);
    expect(schema).toEqual({
      type: 'object',
      properties: {
        brand: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        ports: { type: 'array', items: { type: 'string' } },
      },
      required: ['brand', 'ports'],
      additionalProperties: false,
    });
  });

  it('closes a short list by all of its spellings', () => {
    const values = [
      { value: '블랙', nameEn: 'Black', synonyms: ['검정', '블랙'] },
      { value: '화이트' },
    ];
    const { properties } = createAnswerSchema([attribute({ key: 'colour', type: 'enum', values })]);
    expect(properties).toEqual({
      colour: {
        anyOf: [{ type: 'string', enum: ['블랙', 'Black', '검정', '화이트'] }, { type: 'null' }],
      },
    });
  });

  it('leaves a long list, an empty list and a list that only suggests open', () => {
    const long = Array.from({ length: 61 }, (_, place) => ({ value: `값 ${place}` }));
    const { properties } = createAnswerSchema([
      attribute({ key: 'long', type: 'enum', values: long }),
      attribute({ key: 'empty', type: 'enum' }),
      attribute({ key: 'open', values: [{ value: 'IPS' }] }),
    ]);
    expect(JSON.stringify(properties)).not.toContain('"enum"');
  });
});
