import { describe, expect, it } from 'vitest';
import { draftSchema } from './draft-schema';

/** Invented lamps: brightness in two spellings, three shades that exclude each other, ticks, ports. */
function lampSpec(place: number): string {
  const shade = ['패브릭', '유리', '금속'][place % 3];
  const parts = [
    '스탠드 조명',
    `${400 + (place % 7) * 50}lm`,
    shade,
    place % 2 === 0
      ? `${10 + (place % 4)}cm(${4 + (place % 4)}인치)`
      : `${4 + (place % 4)}인치(${10 + (place % 4)}cm)`,
    `무게: ${(1 + (place % 5) / 2).toFixed(1)}kg`,
    ...(place % 5 === 0 ? ['타이머'] : []),
    '[단자] USB-C',
    ...(place % 2 === 0 ? ['USB-A'] : []),
    ...(place % 4 === 1 ? ['DC 12V 잭'] : []),
    ...(place % 7 < 3 ? ['무선 충전'] : []),
    ...(place % 3 === 1 ? ['AUX'] : []),
  ];
  return parts.join(' / ');
}

const draft = draftSchema(Array.from({ length: 60 }, (_, place) => lampSpec(place)));
const find = (isWanted: (name: string, examples: readonly string[]) => boolean) =>
  draft.find(({ attribute }) => isWanted(attribute.nameKo, attribute.examples));

describe('draftSchema', () => {
  it('finds amounts by unit with the usual range, whatever the order of two units', () => {
    const brightness = find((_, examples) => examples.some((text) => text.endsWith('lm')));
    expect(brightness?.attribute).toMatchObject({ type: 'number', unit: 'lm' });
    expect(brightness?.attribute.minimum).toBe(400);
    expect(brightness?.attribute.maximum).toBe(700);
    const size = find((_, examples) => examples.some((text) => text.includes('인치')));
    expect(size?.coverage).toBe(1);
  });

  it('takes the name of a named value', () => {
    expect(find((name) => name === '무게')?.attribute).toMatchObject({
      type: 'number',
      unit: 'kg',
    });
  });

  it('joins words that exclude each other at one place to a value list', () => {
    const shade = find((_, examples) => examples.includes('유리'));
    expect(shade?.attribute.type).toBe('enum');
    expect(shade?.attribute.isMultiple).toBe(false);
    expect(shade?.attribute.values.map(({ value }) => value).toSorted()).toEqual([
      '금속',
      '유리',
      '패브릭',
    ]);
  });

  it('takes a marker over a set of words for an attribute of several values', () => {
    const ports = find((name) => name === '단자');
    expect(ports?.attribute).toMatchObject({ type: 'enum', isMultiple: true });
    expect(ports?.coverage).toBe(1);
  });

  it('takes a word that some listings have for a tick, and one that all have for nothing', () => {
    const timer = find((name) => name === '타이머');
    expect(timer?.attribute.type).toBe('boolean');
    expect(timer?.coverage).toBeCloseTo(0.2);
    expect(find((_, examples) => examples.includes('스탠드 조명'))).toBeUndefined();
  });

  it('gives every attribute a key of its own', () => {
    const keys = draft.map(({ attribute }) => attribute.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has nothing to say about nothing', () => {
    expect(draftSchema([])).toEqual([]);
  });
});
