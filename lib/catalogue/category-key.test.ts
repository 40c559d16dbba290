import { describe, expect, it } from 'vitest';
import { makeCategoryKey } from './category-key';
import { key } from '../values/contract';

describe('category key', () => {
  it.each([
    ['무선청소기', 'museoncheongsogi'],
    ['USB 허브', 'usb-heobeu'],
    ['TV', 'tv'],
    ['Café & Bar', 'cafe-bar'],
    ['冷蔵庫', 'category'],
    ['닭', 'dak'],
  ])('spells %s', (name, expected) => {
    expect(makeCategoryKey(name, () => false)).toBe(expected);
  });

  it('numbers a key that is taken, and stays a valid key however long the name', () => {
    const taken = new Set(['tv', 'tv-2']);
    expect(makeCategoryKey('TV', (each) => taken.has(each))).toBe('tv-3');
    expect(key.safeParse(makeCategoryKey('청소기 '.repeat(60), () => false)).success).toBe(true);
  });
});
