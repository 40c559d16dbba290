import { describe, expect, it } from 'vitest';
import { Random } from '../../statistics/seeded-random';
import { labelThemselves, type ListingLine } from './self-labels';

const listings: ListingLine[] = Array.from({ length: 40 }, (_, index) => ({
  id: `${index}`,
  category: '조명',
  title: `아롬 램프 ${index}`,
  description: '',
  text: [
    '스탠드',
    `[밝기] 광속: ${300 + index}lm`,
    ...(index % 2 === 0 ? [`무게: ${1 + index}kg`] : []),
    ...(index === 7 ? ['광속: 999lm', '무게: 3kg'] : []),
    ...(index === 9 ? ['12kg'] : []),
    '희귀: 하나',
  ].join(' / '),
}));
const lines = labelThemselves(listings, new Random(1));
const lineOf = (index: number) => lines.find(({ id }) => id === `${index}`);

describe('listings that label themselves', () => {
  it('ask the names that a category often writes, with spans that are the values', () => {
    const surfaces = lines.flatMap(({ text, spans }) =>
      Object.values(spans ?? {}).flatMap((all) =>
        all.map(({ start, end, surface }) => [text.slice(start, end), surface]),
      ),
    );
    expect(surfaces.length).toBeGreaterThan(50);
    for (const [read, surface] of surfaces) expect(read).toBe(surface);
    const asked = new Set(lines.flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...asked].sort()).toEqual(['광속', '무게']);
  });

  it('take most labels off the text, but not all, and leave everything else as it was', () => {
    const labelled = lines.filter(({ text }) => text.includes('광속:')).length;
    expect(labelled).toBeGreaterThan(0);
    expect(labelled).toBeLessThan(lines.length / 2);
    for (const { text } of lines) expect(text).toMatch(/^스탠드 \/ \[밝기\] .* \/ 희귀: 하나$/);
  });

  it('ask for what is absent only where nothing looks like it', () => {
    expect(lines.some(({ attributes }) => attributes['무게'] === null)).toBe(true);
    expect(lineOf(9)?.attributes).not.toHaveProperty('무게');
  });

  it('do not ask for a name that stands twice', () => {
    expect(lineOf(7)?.attributes).not.toHaveProperty('광속');
  });
});
